/**
 * What an error of SQLite says of the disk or the file: there is no room; the file is damaged; or it could not be read or
 * written. null: it says nothing of them.
 */
export type SqliteFailure = 'DISK_FULL' | 'DAMAGED' | 'INPUT_OUTPUT';

/** Primary codes, as the driver has no names for all of the extended ones: SQLITE_FULL, _CORRUPT, _NOTADB, … */
const full = [13];
const damaged = [11, 26];
/** SQLITE_BUSY, _READONLY, _IOERR, _CANTOPEN, _PROTOCOL */
const inputOutput = [5, 8, 10, 14, 15];

export function sqliteFailureOf(error: unknown): SqliteFailure | null {
  const code = codeOf(error);
  if (code === null) return null;
  const primary = code & 0xff;
  if (full.includes(primary)) return 'DISK_FULL';
  if (damaged.includes(primary)) return 'DAMAGED';
  return inputOutput.includes(primary) ? 'INPUT_OUTPUT' : null;
}

/** Where it cannot even connect, the driver says it in words alone. */
function codeOf(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  if ('rawCode' in error && typeof error.rawCode === 'number') return error.rawCode;
  const [, code] = /^ConnectionFailed\("Unable to open .*: (\d+)"\)$/.exec(error.message) ?? [];
  return code === undefined ? null : Number(code);
}
