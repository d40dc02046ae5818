import type { ChangeKind } from './rows.js';

/** What became of a row as a whole, be it of one that differs between two tables or of one that a command changes. */
export function rowKind(
  wasThere: boolean,
  isThere: boolean,
  cells: readonly { path: string }[],
): Exclude<ChangeKind, 'RESTORED'> {
  if (!wasThere) return 'ADDED';
  if (!isThere) return 'REMOVED';
  // Any cell but name and place makes it MODIFIED, then the name RENAMED.
  if (cells.some(({ path }) => path !== 'name' && path !== 'place')) return 'MODIFIED';
  return cells.some(({ path }) => path === 'name') ? 'RENAMED' : 'MOVED';
}
