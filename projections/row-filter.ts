import type { CellDifference } from './cell-differences.js';
import type { ChangeKind, EntityKind, TargetEffect } from './rows.js';

/** Which rows of tables side by side are asked for, and which of their cells. Members that are given must all hold. */
export interface RowFilter {
  /** Rows of one of these kinds. */
  entityKind?: readonly EntityKind[];
  /** Rows that one of these happened to. */
  kind?: readonly ChangeKind[];
  /** The row of this project, and those of its indicators. */
  projectId?: string;
  /** Targets of which one of these became. */
  effect?: readonly TargetEffect[];
  /** Only these cells. */
  path?: readonly string[];
}

interface Row {
  entityKind: EntityKind;
  /** null: nothing did. */
  kind: ChangeKind | null;
  projectId: string | null;
}

/** Whether the row is one of those that are asked for; which of its cells are is another question. */
export function isAsked(row: Row, { entityKind, kind, projectId }: RowFilter): boolean {
  if (entityKind !== undefined && !entityKind.includes(row.entityKind)) return false;
  if (kind !== undefined && (row.kind === null || !kind.includes(row.kind))) return false;
  return projectId === undefined || row.projectId === projectId;
}

export function isOfEffect(cell: Pick<CellDifference, 'effect'> | null, effects: readonly TargetEffect[]): boolean {
  return cell !== null && cell.effect !== null && effects.includes(cell.effect);
}

/** The rows that are asked for, each with the cells that are; a row that none of its cells is left of is none of them. */
export function filterRows<Asked extends Row & { cells: CellDifference[] }>(
  rows: readonly Asked[],
  filter: RowFilter,
): readonly Asked[] {
  const { effect, path } = filter;
  const asked = rows.filter((row) => isAsked(row, filter));
  if (effect === undefined && path === undefined) return asked;
  return asked.flatMap((row) => {
    const cells = row.cells.filter(
      (cell) => (path === undefined || path.includes(cell.path)) && (effect === undefined || isOfEffect(cell, effect)),
    );
    return cells.length === 0 ? [] : [{ ...row, cells }];
  });
}
