import type { EditedCell } from '../../../../projections/edited-rows.js';
import { editedMoreThan } from '../../../../projections/edited-rows.js';
import type { Position } from '../../../ports/event-store.js';
import type { EditedRow, ResolvedChangeFilter } from '../../../ports/read-model.js';
import { rangeOf } from './change-ranges.js';
import { matching, partsOf } from './changes.js';
import type { Select } from './query.js';

/** null: more cells match than the bound, of which no more are read. */
export function editedRows(
  select: Select,
  filter: ResolvedChangeFilter,
  moreThan: number,
  position: Position,
  bound: number,
): EditedRow[] | null {
  const found: EditedCell[] = [];
  let left = bound;
  for (const part of partsOf(filter, position).flat()) {
    const { sql, values } = matching(part, rangeOf(select, part));
    // Of the cells that a save changed of a row, the one with the greatest number is the newest, and the first printed.
    const rows = select({
      sql: `select entity_id, draft_id, version, count(*), max(cell_no), position, ordinal, seat
        from (select ${columns} ${sql} limit ?) group by entity_id, draft_id, version`,
      values: [...values, left + 1],
    }) as Row[];
    for (const [entityId, draftId, version, cells, , at, ordinal, seat] of rows) {
      left -= cells;
      found.push({ entityId, draftId, version, position: at, ordinal, rank: 0 - seat });
    }
    if (left < 0) return null;
  }
  return editedMoreThan(moreThan, found);
}

const columns = 'cell_no, entity_id, draft_id, version, position, ordinal, seat';

type Row = [
  entityId: string,
  draftId: string | null,
  version: number,
  cells: number,
  newest: number,
  position: Position,
  ordinal: number,
  seat: number,
];
