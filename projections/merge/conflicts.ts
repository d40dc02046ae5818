import { cellDifferences } from '../cell-differences.js';
import type { EntityKind } from '../rows.js';
import type { MergingRow } from './table-rows.js';
import type { Side, ThreeTables, ThreeValues } from './three-way.js';
import { allIds, collide, onOneSide, valuesAt } from './three-way.js';

/**
 * CELL: both sides set the cell, to different values. EDITED_AND_WITHDRAWN: one side withdrew the row, the other edited
 * it or something below it. ADDED_UNDER_WITHDRAWN: one side withdrew the row, the other put something below it.
 */
export type ConflictKind = 'CELL' | 'EDITED_AND_WITHDRAWN' | 'ADDED_UNDER_WITHDRAWN';

/** Something about which the two sides cannot both have their way. One choice settles it. */
export interface MergeConflict {
  kind: ConflictKind;
  entityId: string;
  entityKind: EntityKind;
  /** As the side calls it that has it; ours, if both have. */
  entityName: string;
  /** The cell; null: whether the row stays in the table. */
  path: string | null;
  /** That cell; or all that the side that did not withdraw the row has made of it and of what is below it. */
  cells: ConflictingCell[];
}

export interface ConflictingCell extends ThreeValues {
  entityId: string;
  path: string;
}

/**
 * All conflicts between the two sides, whatever is chosen about them; in the order of the rows, a row's cells in its own.
 * A withdrawal is one deed: whatever is in its way, below it too, is one conflict about the row that was withdrawn.
 */
export function conflictsOf(tables: ThreeTables): MergeConflict[] {
  const inTheWay = withdrawalsContested(tables);
  return [...allIds(tables)].flatMap((id): MergeConflict[] => {
    const row = tables.ours.get(id) ?? tables.theirs.get(id);
    if (row === undefined) return [];
    const about = { entityId: id, entityKind: row.entityKind, entityName: row.entityName };
    const contested = inTheWay.get(id);
    if (contested !== undefined) return [{ ...contested, ...about, path: null }];
    if (!tables.ours.has(id) || !tables.theirs.has(id)) return [];
    return Object.keys(row.cells)
      .filter((path) => collide(id, path, tables))
      .map((path) => ({ kind: 'CELL', ...about, path, cells: [cellAt(id, path, tables)] }));
  });
}

type Contested = Pick<MergeConflict, 'kind' | 'cells'>;

/** By id of the row that one side withdrew: what the other did to it. */
function withdrawalsContested(tables: ThreeTables): Map<string, Contested> {
  const contested = new Map<string, Contested>();
  const contest = (withdrawn: string, edited: boolean, cells: ConflictingCell[]) => {
    const before = contested.get(withdrawn);
    const kind = edited || before?.kind === 'EDITED_AND_WITHDRAWN' ? 'EDITED_AND_WITHDRAWN' : 'ADDED_UNDER_WITHDRAWN';
    contested.set(withdrawn, { kind, cells: [...(before?.cells ?? []), ...cells] });
  };
  const ids = allIds(tables);
  for (const id of ids) {
    const alone = onOneSide(id, tables);
    if (alone === null || alone.withdrawn === null) continue;
    const cells = madeOf(alone.row, tables);
    if (cells.length > 0) contest(alone.withdrawn, tables.base.has(id), cells);
  }
  // Only now, because a project that may stay keeps its fund user.
  for (const id of ids) {
    for (const side of ['ours', 'theirs'] as const) {
      const project = tables[side].get(id);
      if (project?.entityKind !== 'PROJECT') continue;
      const fundUser = project.cells['fundUser'] ?? '';
      const isThere = tables.base.has(fundUser) && !tables[otherThan(side)].has(fundUser);
      if (!isThere || !mayStandBelow(fundUser, project, tables, contested)) continue;
      const stoodThere = tables.base.get(id)?.cells['fundUser'] === fundUser;
      contest(fundUser, stoodThere, stoodThere ? (contested.get(id)?.cells ?? []) : madeOf(project, tables));
    }
  }
  return contested;
}

function otherThan(side: Side): Side {
  return side === 'ours' ? 'theirs' : 'ours';
}

/** Whether a project that one side has below a fund user can be there after the merge, by some choice. */
function mayStandBelow(
  fundUser: string,
  { entityId: id }: MergingRow,
  tables: ThreeTables,
  contested: ReadonlyMap<string, Contested>,
): boolean {
  const alone = onOneSide(id, tables);
  if (alone !== null) return alone.withdrawn === null || contested.has(id);
  return tables.base.get(id)?.cells['fundUser'] !== fundUser;
}

/** The cells of a row that are other than in the base. */
function madeOf(row: MergingRow, tables: ThreeTables): ConflictingCell[] {
  const { entityId } = row;
  const differing = cellDifferences(tables.base.get(entityId)?.cells ?? null, row.cells);
  return differing.map(({ path }) => cellAt(entityId, path, tables));
}

function cellAt(entityId: string, path: string, tables: ThreeTables): ConflictingCell {
  return { entityId, path, ...valuesAt(entityId, path, tables) };
}
