import { compareGrowth } from '../../events/money.js';
import type { CellDifference } from '../cell-differences.js';
import type { RowFilter } from '../row-filter.js';
import { filterRows } from '../row-filter.js';
import type { ComparedRow } from './compare.js';
import { isTarget } from './project-change.js';

/** Percentages, neither end inclusive; null, absent: without an end. */
export interface GrowthRange {
  moreThan?: string | null;
  lessThan?: string | null;
}

/** Of a project: what differs while the other is what it was. */
export type ChangedAlone = 'MONEY' | 'TARGETS';

/** Which rows of two tables side by side are asked for, and which of their cells. */
export interface ComparedRowFilter extends RowFilter {
  /** Projects whose total grew within this, or shrank where it is negative. From zero to something is without an end. */
  growth?: GrowthRange;
  /** Rows of projects of which this differs, and not the other. */
  changedAlone?: ChangedAlone;
  /** Targets that became weaker or blank, and rows that went. */
  weakened?: boolean;
}

export function filterComparedRows(rows: readonly ComparedRow[], filter: ComparedRowFilter): readonly ComparedRow[] {
  const { growth, changedAlone, weakened, ...shared } = filter;
  const asked = rows.filter(
    (row) =>
      (growth === undefined || isGrown(row, growth)) &&
      (changedAlone === undefined || isChangedAlone(row, changedAlone)),
  );
  const found = filterRows(asked, shared);
  return weakened === true ? found.flatMap(weakenedIn) : found;
}

function isGrown({ entityKind, project }: ComparedRow, { moreThan = null, lessThan = null }: GrowthRange): boolean {
  if (entityKind !== 'PROJECT' || project === null) return false;
  const { before, after } = project.totals;
  return (
    (moreThan === null || compareGrowth(before, after, moreThan) > 0) &&
    (lessThan === null || compareGrowth(before, after, lessThan) < 0)
  );
}

function isChangedAlone({ project }: ComparedRow, alone: ChangedAlone): boolean {
  if (project === null) return false;
  const { hasOtherMoney, hasOtherTargets } = project;
  return alone === 'MONEY' ? hasOtherMoney && !hasOtherTargets : hasOtherTargets && !hasOtherMoney;
}

/** A row that went as it is; of any other its targets that ask less. */
function weakenedIn(row: ComparedRow): ComparedRow[] {
  if (row.kind === 'REMOVED') return [row];
  const cells = row.cells.filter((cell) => cell.effect === 'WEAKENED' || isBlanked(cell));
  return cells.length === 0 || row.kind === 'ADDED' ? [] : [{ ...row, cells }];
}

function isBlanked({ path, before, after }: CellDifference): boolean {
  return isTarget(path) && before !== null && after === null;
}
