import { failure } from '../failures.js';

/** A version as it is typed: `3` or `v3`. @throws Failure USAGE */
export function parseVersion(text: string): number {
  const [, version] = /^v?(\d{1,9})$/i.exec(text) ?? [];
  if (version !== undefined) return Number(version);
  throw failure('usage', 'USAGE', `“${text}”不是版本；请写 3 或 v3。`, `"${text}" is no version; write 3 or v3.`);
}
