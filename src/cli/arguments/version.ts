import { failure } from '../failures.js';

/** Written without zeros before it: `000000003` is no version but a position that was cut short. */
const versionForm = /^v?(0|[1-9]\d{0,8})$/i;

/** A version as it is typed, `3` or `v3`; null: it is none. */
export function readVersion(text: string): number | null {
  const [, version] = versionForm.exec(text) ?? [];
  return version === undefined ? null : Number(version);
}

/** @throws Failure USAGE */
export function parseVersion(text: string): number {
  const version = readVersion(text);
  if (version !== null) return version;
  throw failure('usage', 'USAGE', `“${text}”不是版本；请写 3 或 v3。`, `"${text}" is no version; write 3 or v3.`);
}
