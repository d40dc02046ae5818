import { cellDifferences, isSameValue } from '../cell-differences.js';
import type { ConflictingCell } from './conflicting-cells.js';
import { cellAt } from './conflicting-cells.js';
import type { MergingRow, TableRows } from './table-rows.js';
import type { Side, ThreeTables } from './three-way.js';
import { allIds, onOneSide, otherThan } from './three-way.js';

export interface Contested {
  kind: 'EDITED_AND_WITHDRAWN' | 'ADDED_UNDER_WITHDRAWN';
  /** All that the side which kept the row made of it, and of what is below it. */
  cells: ConflictingCell[];
}

/** By id of each row that one side withdrew although the other did something to it, or below it. */
export function contestedWithdrawals(tables: ThreeTables): Map<string, Contested> {
  const kinds = new Map<string, Contested['kind']>();
  const contest = (withdrawn: string, edited: boolean) => {
    const isEdited = edited || kinds.get(withdrawn) === 'EDITED_AND_WITHDRAWN';
    kinds.set(withdrawn, isEdited ? 'EDITED_AND_WITHDRAWN' : 'ADDED_UNDER_WITHDRAWN');
  };
  const ids = allIds(tables);
  for (const id of ids) {
    const alone = onOneSide(id, tables);
    if (alone === null || alone.withdrawn === null) continue;
    if (cellsMadeOf(id, alone.on, tables).length > 0) contest(alone.withdrawn, tables.base.has(id));
  }
  // A second pass, because it depends on the first which projects may stay, and these need their fund users.
  for (const id of ids) {
    for (const side of ['ours', 'theirs'] as const) {
      const project = tables[side].get(id);
      if (project?.entityKind !== 'PROJECT') continue;
      const fundUser = project.cells['fundUser'] ?? '';
      const isThere = tables.base.has(fundUser) && !tables[otherThan(side)].has(fundUser);
      if (!isThere || !canStandBelow(fundUser, project, tables, kinds)) continue;
      contest(fundUser, tables.base.get(id)?.cells['fundUser'] === fundUser);
    }
  }
  return new Map([...kinds].map(([id, kind]) => [id, { kind, cells: cellsMadeBelow(id, tables) }]));
}

/** Whether a project that one side has below a fund user can be there after the merge, by some choice. */
function canStandBelow(
  fundUser: string,
  { entityId: id }: MergingRow,
  tables: ThreeTables,
  contested: ReadonlyMap<string, unknown>,
): boolean {
  const alone = onOneSide(id, tables);
  if (alone !== null) return alone.withdrawn === null || contested.has(id);
  return tables.base.get(id)?.cells['fundUser'] !== fundUser;
}

/** Of a row that one side withdrew and of what is below it: all that the other side made of it, what it withdrew too. */
function cellsMadeBelow(withdrawn: string, tables: ThreeTables): ConflictingCell[] {
  const side = tables.ours.has(withdrawn) ? 'ours' : 'theirs';
  const kept = tables[side];
  const cut = tables[otherThan(side)];
  return [...allIds(tables)].flatMap((id) => {
    if (!isBelow(id, withdrawn, kept.has(id) ? kept : tables.base)) return [];
    // What both sides have stays, wherever it hangs; but a project that the one put here is in the way.
    const isPutHere = kept.get(id)?.entityKind === 'PROJECT' && !isBelow(id, withdrawn, tables.base);
    return isPutHere || !cut.has(id) ? cellsMadeOf(id, side, tables) : [];
  });
}

/** Whether a row of the table is the given one, or hangs from it. */
function isBelow(id: string, owner: string, rows: TableRows): boolean {
  const row = rows.get(id);
  if (row === undefined) return false;
  if (id === owner || row.projectId === owner || row.cells['fundUser'] === owner) return true;
  return row.projectId !== null && rows.get(row.projectId)?.cells['fundUser'] === owner;
}

/** The cells of a row that one side has other than the base; of a row that it withdrew, every cell that was not blank. */
function cellsMadeOf(id: string, side: Side, tables: ThreeTables): ConflictingCell[] {
  return cellDifferences(tables.base.get(id)?.cells ?? null, tables[side].get(id)?.cells ?? null)
    .filter(({ path, before, after }) => !isSameValue(path, before, after))
    .map(({ path }) => cellAt(id, path, tables));
}
