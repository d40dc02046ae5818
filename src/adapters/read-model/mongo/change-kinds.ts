import type { ChangedCell, ProjectedSave } from '../../../../projections/rows.js';
import type { CellAddress, DeltaSign } from '../../../ports/read-model.js';
import { placeOf } from './change-ranges.js';
import { signOf, termsOf } from './change-terms.js';
import type { AnyKind, Kind, Stored, Topic } from './documents.js';
import { insert } from './documents.js';

/** `_id` is the cell's place in the ledger. */
export interface CellDocument extends Stored {
  /** By which the last change of a cell is found. */
  cell: string;
  terms: string[];
  deltaSign: DeltaSign | null;
  row: ChangedCell;
}

const indexes: AnyKind['indexes'] = [
  { name: 'by_cell', key: { cell: 1, _id: -1 } },
  { name: 'by_term', key: { terms: 1, _id: 1 } },
];

/** Drafts' cells are kept apart, so that the list of what changed in budgets is as fast as if there were no drafts. */
export const cells: Kind<CellDocument> = { name: 'changed_cells', indexes };
export const draftCells: Kind<CellDocument> = { name: 'draft_changed_cells', indexes };

export const changeTopic: Topic = {
  kinds: [cells, draftCells],
  writes: async (saves: readonly ProjectedSave[]) =>
    saves.flatMap(({ changes }) =>
      changes.map((row) => insert(row.draftId === null ? cells : draftCells, cellDocument(row))),
    ),
};

function cellDocument(row: ChangedCell): CellDocument {
  return {
    _id: placeOf(row.position, row.rank),
    cell: cellKey(row, row.draftId),
    terms: termsOf(row),
    deltaSign: signOf(row.delta),
    row,
  };
}

/** @param draftId of a cell of a draft */
export function cellKey({ entityId, path }: CellAddress, draftId: string | null = null): string {
  return draftId === null ? `${entityId} ${path}` : `${draftId} ${entityId} ${path}`;
}
