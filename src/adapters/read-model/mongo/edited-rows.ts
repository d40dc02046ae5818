import type { Position } from '../../../../events/position.js';
import type { EditedCell } from '../../../../projections/edited-rows.js';
import { editedMoreThan } from '../../../../projections/edited-rows.js';
import type { EditedRow, ResolvedChangeFilter } from '../../../ports/read-model.js';
import { isEmpty } from './change-ranges.js';
import { conditionsOf, hintOf, leadOf, partsOf } from './changes.js';
import type { Copy } from './documents.js';
import { all } from './lists.js';

/** null: more cells match than the bound, of which no more are read. */
export async function editedRows(
  copy: Copy,
  filter: ResolvedChangeFilter,
  moreThan: number,
  position: Position,
  bound: number,
): Promise<EditedRow[] | null> {
  const found: EditedCell[] = [];
  for (const part of partsOf(filter, position).flat()) {
    if (isEmpty(part.range)) continue;
    const lead = await leadOf(copy, part);
    const cells = await copy.in(part.kind).find(all(conditionsOf(part, lead, part.range)), {
      ...hintOf(lead),
      limit: bound + 1 - found.length,
      projection,
    });
    for (const { row } of cells) found.push(row);
    if (found.length > bound) return null;
  }
  return editedMoreThan(moreThan, found);
}

const projection = {
  'row.entityId': 1,
  'row.draftId': 1,
  'row.version': 1,
  'row.position': 1,
  'row.ordinal': 1,
  'row.rank': 1,
} as const;
