import type { EntityKind } from '../rows.js';
import type { ConflictingCell } from './conflicting-cells.js';
import { cellAt } from './conflicting-cells.js';
import { mergedRows } from './merged-rows.js';
import { namingPaths, rowsOfOneName } from './names.js';
import type { Choice } from './choices.js';
import type { MergingRow } from './table-rows.js';
import type { ThreeTables } from './three-way.js';
import { allIds, collide } from './three-way.js';
import { contestedWithdrawals } from './withdrawals.js';

/**
 * CELL: both sides set the cell, to different values. EDITED_AND_WITHDRAWN: one side withdrew the row, the other edited
 * it or something below it. ADDED_UNDER_WITHDRAWN: one side withdrew the row, the other put something below it.
 * SAME_NAME: each side called a row so, and two rows would have one name.
 */
export type ConflictKind = 'CELL' | 'EDITED_AND_WITHDRAWN' | 'ADDED_UNDER_WITHDRAWN' | 'SAME_NAME';

/** Something that the two sides want differently. It is settled by one choice. */
export interface MergeConflict {
  kind: ConflictKind;
  /** Of rows of one name: the first by id, so that both directions of a merge name the same one. */
  entityId: string;
  /** The row, or all rows that are called so. */
  entityIds: string[];
  entityKind: EntityKind;
  /** Its name on the side that has the row; if both have it, on ours. */
  entityName: string;
  /** The cell; null: whether the row stays in the table. */
  path: string | null;
  /**
   * The cell in conflict. Of a withdrawn row: all that the other side made of it and of rows that belong to it. Of rows of
   * one name: what each is called; of one that only one side has, all of it.
   */
  cells: ConflictingCell[];
  /** null: nothing was chosen about it. */
  choice: Choice | null;
}

/**
 * All conflicts between the two sides, in the order of rows and cells, rows of one name last. A withdrawal is one act:
 * whatever contradicts it, also in rows that belong to the withdrawn one, is one conflict about the withdrawn row.
 */
export function conflictsOf(tables: ThreeTables): MergeConflict[] {
  const contested = contestedWithdrawals(tables);
  const conflicts = [...allIds(tables)].flatMap((id): MergeConflict[] => {
    const row = tables.ours.get(id) ?? tables.theirs.get(id);
    if (row === undefined) return [];
    const { entityKind, entityName } = row;
    const about = { entityId: id, entityIds: [id], entityKind, entityName, choice: null };
    const withdrawal = contested.get(id);
    if (withdrawal !== undefined) return [{ ...withdrawal, ...about, path: null }];
    if (!tables.ours.has(id) || !tables.theirs.has(id)) return [];
    return Object.keys(row.cells)
      .filter((path) => collide(id, path, tables))
      .map((path) => ({ kind: 'CELL', ...about, path, cells: [cellAt(id, path, tables)] }));
  });
  return [...conflicts, ...namesTwice(tables, conflicts)];
}

/** Rows that come to one name without any choice about them; where a choice gives two rows one name, it is refused. */
function namesTwice(tables: ThreeTables, conflicts: readonly MergeConflict[]): MergeConflict[] {
  const undecided = new Set(
    conflicts.filter(({ path }) => path === null || isNaming(path)).map(({ entityId }) => entityId),
  );
  const withdrawn = new Set<string | null>(
    conflicts.filter(({ path }) => path === null).map(({ entityId }) => entityId),
  );
  const decided = [...mergedRows(tables, () => null).values()].filter(
    ({ entityId, entityKind, projectId }) =>
      !undecided.has(entityId) && !(entityKind === 'INDICATOR' && withdrawn.has(projectId)),
  );
  return rowsOfOneName(decided).map((rows): MergeConflict => {
    const entityIds = rows.map(({ entityId }) => entityId).sort();
    const { entityKind, cells } = rows[0] as MergingRow;
    return {
      kind: 'SAME_NAME',
      entityId: entityIds[0] as string,
      entityIds,
      entityKind,
      entityName: cells['name'] ?? '',
      path: 'name',
      cells: rows.flatMap((row) => cellsNaming(row, tables)),
      choice: null,
    };
  });
}

function isNaming(path: string): boolean {
  return (namingPaths as readonly string[]).includes(path);
}

/** What of a row a choice about its name is about: its naming cells, or all of it and what is below it. */
function cellsNaming({ entityId: id, cells }: MergingRow, tables: ThreeTables): ConflictingCell[] {
  const { ours, theirs } = tables;
  if (ours.has(id) && theirs.has(id)) {
    const paths = namingPaths.filter((path) => path in cells);
    return paths
      .map((path) => cellAt(id, path, tables))
      .filter((cell) => cell.path === 'name' || cell.ours !== cell.base || cell.theirs !== cell.base);
  }
  const side = ours.has(id) ? ours : theirs;
  const rows = [...side.values()].filter(({ entityId, projectId }) => entityId === id || projectId === id);
  return rows.flatMap((row) =>
    Object.entries(row.cells)
      .filter(([, value]) => (value ?? '') !== '')
      .map(([path]) => cellAt(row.entityId, path, tables)),
  );
}
