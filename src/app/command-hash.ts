import { createHash } from 'node:crypto';
import { canonicalJson } from '../../events/canonical-json.js';

/**
 * SHA-256, hex, of a command's canonical payload. A lone surrogate has no canonical form and counts as U+FFFD here; the
 * decision refuses it at its place.
 */
export function commandHashOf(payload: unknown): string {
  const wellFormed: unknown = JSON.parse(JSON.stringify(payload), (_member, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(/\p{Cs}/gu, '\uFFFD') : value,
  );
  return createHash('sha256').update(canonicalJson(wellFormed)).digest('hex');
}
