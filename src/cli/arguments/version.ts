import { readVersion } from '../../../events/point-form.js';
import { failure } from '../failures.js';

/** @throws Failure USAGE */
export function parseVersion(text: string): number {
  const version = readVersion(text);
  if (version !== null) return version;
  throw failure('usage', 'USAGE', `“${text}”不是版本；请写 3 或 v3。`, `"${text}" is no version; write 3 or v3.`);
}
