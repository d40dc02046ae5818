import type { Filter, FindOptions, IndexDescription } from 'mongodb';
import type { Position } from '../../../../events/position.js';
import type { Copy, Kind } from './documents.js';
import type { Version } from './keys.js';
import { farthest, versionsOf } from './keys.js';

/** A version of a row: it holds from its position on, until the next one's. */
export interface VersionDocument<Row = unknown> extends Version {
  position: Position;
  until: Position;
  row: Row;
}

/** What `until` is while there is no next version. */
export const notEnded = farthest;

/** By which the versions that hold at a position are found, of many rows at once. */
export const byId: IndexDescription = { name: 'by_id', key: { of: 1, until: 1 } };

/** Ids asked for in one command. */
const idsAtOnce = 500;

/**
 * The version of each id that holds at a position which is shown, whatever came later; an id without one is left out.
 * All of them in one command, which reads a few versions for each id; those that it did not come to, behind a row with
 * many later versions, are sought one by one, side by side.
 */
export async function holding<Row extends VersionDocument>(
  copy: Copy,
  kind: Kind<Row>,
  ids: readonly string[],
  position: Position,
  projected: Pick<FindOptions, 'projection'> = {},
): Promise<Map<string, Row>> {
  const wanted = [...new Set(ids)];
  const parts = Array.from({ length: Math.ceil(wanted.length / idsAtOnce) }, (_, part) =>
    wanted.slice(part * idsAtOnce, (part + 1) * idsAtOnce),
  );
  const found = await Promise.all(parts.map((part) => holdingOf(copy, kind, part, position, projected)));
  return new Map(found.flat().map((row) => [row.of, row]));
}

async function holdingOf<Row extends VersionDocument>(
  copy: Copy,
  kind: Kind<Row>,
  ids: readonly string[],
  position: Position,
  projected: Pick<FindOptions, 'projection'>,
): Promise<Row[]> {
  const versions = copy.in(kind);
  const limit = 4 * ids.length + 16;
  const later = { of: { $in: ids }, until: { $gt: position } } as Filter<Row>;
  const read = await versions.find(later, { ...projected, sort: { of: 1, until: 1 }, limit });
  const found = read.filter((row) => row.position <= position);
  // A version that ended while it was read may have been passed over, but then the next one of its id was not.
  const seen = new Set(read.map(({ of }) => of));
  const settled = new Set(found.map(({ of }) => of));
  const open = ids.filter((id) => !settled.has(id) && (seen.has(id) || read.length === limit));
  const sought = await Promise.all(
    open.map((id) => versions.first(versionsOf(id, position) as Filter<Row>, { ...projected, sort: { _id: -1 } })),
  );
  return [...found, ...sought.filter((row) => row !== null)];
}
