import type { Position } from '../../../../events/position.js';
import type { ChangedCell } from '../../../../projections/rows.js';
import type { CellDocument } from './change-kinds.js';
import { rangeBetween } from './change-ranges.js';
import type { Copy, Kind } from './documents.js';

/** Cells asked for in one command. */
const cellsAtOnce = 500;

/**
 * The last change of each cell at or before a position that is shown. All of them in one command, which reads a few
 * changes of each; those that it did not come to, behind a cell that changed often, are sought one by one, side by side.
 */
export async function lastIn(
  copy: Copy,
  kind: Kind<CellDocument>,
  keys: readonly string[],
  position: Position,
): Promise<Map<string, ChangedCell>> {
  const parts = Array.from({ length: Math.ceil(keys.length / cellsAtOnce) }, (_, part) =>
    keys.slice(part * cellsAtOnce, (part + 1) * cellsAtOnce),
  );
  const found = await Promise.all(parts.map((part) => lastOf(copy, kind, part, position)));
  return new Map(found.flat().map(({ cell, row }) => [cell, row]));
}

async function lastOf(
  copy: Copy,
  kind: Kind<CellDocument>,
  keys: readonly string[],
  position: Position,
): Promise<CellDocument[]> {
  const changes = copy.in(kind);
  const _id = { $lt: rangeBetween(undefined, position).high };
  const limit = 4 * keys.length + 16;
  const projection = { cell: 1, row: 1 };
  const read = await changes.find({ cell: { $in: [...keys] }, _id }, { sort: { cell: 1, _id: -1 }, limit, projection });
  const last = new Map<string, CellDocument>();
  for (const each of read) if (!last.has(each.cell)) last.set(each.cell, each);
  const open = read.length < limit ? [] : keys.filter((key) => !last.has(key));
  const sought = await Promise.all(open.map((cell) => changes.first({ cell, _id }, { sort: { _id: -1 }, projection })));
  return [...last.values(), ...sought.filter((each) => each !== null)];
}
