import type { ChangeKind, EntityKind } from '../rows.js';
import type { ComparedRow } from './compare.js';

/** Rows that differ, by kind; each row has one. */
export interface RowCounts {
  added: number;
  removed: number;
  modified: number;
  renamed: number;
  moved: number;
  /** Of a comparison none: a row that comes back is added. */
  restored: number;
}

export interface ComparisonStats {
  /** Of every kind of row, the budget's own among them. */
  rows: RowCounts;
  fundUsers: RowCounts;
  projects: RowCounts;
  indicators: RowCounts;
  cells: number;
  /** Targets of rows that stand on both sides. */
  strengthened: number;
  weakened: number;
}

export function statsOf(rows: readonly ComparedRow[]): ComparisonStats {
  const cells = rows.flatMap((row) => row.cells);
  const of = (kind: EntityKind) => countsOf(rows.filter(({ entityKind }) => entityKind === kind));
  return {
    rows: countsOf(rows),
    fundUsers: of('FUND_USER'),
    projects: of('PROJECT'),
    indicators: of('INDICATOR'),
    cells: cells.length,
    strengthened: cells.filter(({ effect }) => effect === 'STRENGTHENED').length,
    weakened: cells.filter(({ effect }) => effect === 'WEAKENED').length,
  };
}

export function countsOf(rows: readonly { kind: ChangeKind }[]): RowCounts {
  const of = (wanted: ChangeKind) => rows.filter(({ kind }) => kind === wanted).length;
  return {
    added: of('ADDED'),
    removed: of('REMOVED'),
    modified: of('MODIFIED'),
    renamed: of('RENAMED'),
    moved: of('MOVED'),
    restored: of('RESTORED'),
  };
}
