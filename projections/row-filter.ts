import type { CellDifference } from './cell-differences.js';
import type { ChangeKind, EntityKind, TargetEffect } from './rows.js';

/** Which rows of tables side by side are asked for, and which of their cells. Members that are given must all hold. */
export interface RowFilter {
  /** Rows of one of these kinds. */
  entityKinds?: readonly EntityKind[];
  /** Rows that one of these happened to. */
  kinds?: readonly ChangeKind[];
  /** Rows of these projects, and of their indicators. */
  projectIds?: readonly string[];
  /** Targets of which one of these became. */
  effects?: readonly TargetEffect[];
  /** Only these cells. */
  paths?: readonly string[];
}

interface Row {
  entityKind: EntityKind;
  /** null: nothing did. */
  kind: ChangeKind | null;
  projectId: string | null;
}

/** Whether the row is one of those that are asked for; which of its cells are is another question. */
export function isAsked({ entityKind, kind, projectId }: Row, asked: RowFilter): boolean {
  const { entityKinds, kinds, projectIds } = asked;
  if (entityKinds !== undefined && !entityKinds.includes(entityKind)) return false;
  if (kinds !== undefined && (kind === null || !kinds.includes(kind))) return false;
  return projectIds === undefined || (projectId !== null && projectIds.includes(projectId));
}

export function isOfEffect(cell: Pick<CellDifference, 'effect'> | null, effects: readonly TargetEffect[]): boolean {
  return cell !== null && cell.effect !== null && effects.includes(cell.effect);
}

/** The rows that are asked for, each with the cells that are; a row that none of its cells is left of is none of them. */
export function filterRows<Asked extends Row & { cells: CellDifference[] }>(
  rows: readonly Asked[],
  filter: RowFilter,
): readonly Asked[] {
  const { effects, paths } = filter;
  const asked = rows.filter((row) => isAsked(row, filter));
  if (effects === undefined && paths === undefined) return asked;
  return asked.flatMap((row) => {
    const cells = row.cells.filter(
      (cell) =>
        (paths === undefined || paths.includes(cell.path)) && (effects === undefined || isOfEffect(cell, effects)),
    );
    return cells.length === 0 ? [] : [{ ...row, cells }];
  });
}
