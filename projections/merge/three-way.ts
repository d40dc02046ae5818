import { isSameValue } from '../cell-differences.js';
import type { MergingRow, TableRows } from './table-rows.js';

/** Two tables that were made out of one. Rows that are the same in all three may be left out. */
export interface ThreeTables {
  base: TableRows;
  ours: TableRows;
  theirs: TableRows;
}

export type Side = 'ours' | 'theirs';

/** null: the cell is blank, or the row is not in that table. */
export interface ThreeValues {
  base: string | null;
  ours: string | null;
  theirs: string | null;
}

/** A row that one side has and the other has not. */
export interface OnOneSide {
  row: MergingRow;
  /** The side that has it. */
  on: Side;
  /**
   * Id of the row that the other side withdrew: this one, or the project that it belongs to. null: neither, because this
   * row is new or was restored.
   */
  withdrawn: string | null;
}

export function otherThan(side: Side): Side {
  return side === 'ours' ? 'theirs' : 'ours';
}

/** Ids of all rows, those of the base first. */
export function allIds({ base, ours, theirs }: ThreeTables): Set<string> {
  return new Set([...base.keys(), ...ours.keys(), ...theirs.keys()]);
}

/** null: both sides have the row, or neither. */
export function onOneSide(id: string, tables: ThreeTables): OnOneSide | null {
  const { base, ours, theirs } = tables;
  const on = ours.has(id) ? 'ours' : 'theirs';
  const row = tables[on].get(id);
  if (row === undefined || (ours.has(id) && theirs.has(id))) return null;
  const other = on === 'ours' ? theirs : ours;
  const isWithdrawn = (each: string) => base.has(each) && !other.has(each);
  const { projectId } = row;
  if (projectId !== null && isWithdrawn(projectId)) return { row, on, withdrawn: projectId };
  return { row, on, withdrawn: isWithdrawn(id) ? id : null };
}

export function valuesAt(id: string, path: string, { base, ours, theirs }: ThreeTables): ThreeValues {
  const at = (rows: TableRows) => rows.get(id)?.cells[path] ?? null;
  return { base: at(base), ours: at(ours), theirs: at(theirs) };
}

/**
 * Whether both sides set the cell, to different values. In a row that both sides added, every cell was set, also to
 * blank. An amount that is written in another way is the same.
 */
export function collide(id: string, path: string, tables: ThreeTables): boolean {
  const { base, ours, theirs } = valuesAt(id, path, tables);
  if (isSameValue(path, ours, theirs)) return false;
  return !tables.base.has(id) || (!isSameValue(path, ours, base) && !isSameValue(path, theirs, base));
}
