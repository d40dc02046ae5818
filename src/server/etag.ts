import { createHash } from 'node:crypto';

/**
 * The entity tag of an answer, made from its bytes: two answers have the same tag only if they are equal, in any process
 * and after any restart. A tag made from the position would be wrong after a backup was restored, when the same position
 * can belong to another history.
 */
export function entityTag(contentType: string, body: Uint8Array): string {
  const hash = createHash('sha256').update(contentType).update('\n').update(body).digest('base64url');
  return `"${hash.slice(0, 27)}"`;
}

/** Whether `If-None-Match` names the tag: compared weakly, and `*` names every tag (RFC 9110, 13.1.2). */
export function names(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch?.trim() === '*') return true;
  return (ifNoneMatch ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === tag);
}
