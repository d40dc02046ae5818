import { createHash } from 'node:crypto';

/**
 * The entity tag of an answer: made from its bytes, so that it is the same exactly as long as the answer is, in every
 * process and after every restart. Made from the position instead, it would also have been the same for another history
 * that a restored backup went on with.
 */
export function entityTag(contentType: string, body: Buffer): string {
  const hash = createHash('sha256').update(contentType).update('\n').update(body).digest('base64url');
  return `"${hash.slice(0, 27)}"`;
}

/** Whether `If-None-Match` names the tag: compared weakly, and `*` names every one, as RFC 9110 (13.1.2) wants it. */
export function names(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch?.trim() === '*') return true;
  return (ifNoneMatch ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === tag);
}
