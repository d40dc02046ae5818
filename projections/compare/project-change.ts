import type { CellDifference } from '../cell-differences.js';
import { isSameAmount, sumAmounts } from '../../events/money.js';
import type { TableRow } from '../table-row.js';

/** What became of a project as a whole; each of its rows that differ names it. */
export interface ProjectChange {
  /** Exact sums of its sources; 0 where it is not there. */
  totals: { before: string; after: string };
  /** Whether a source gives other money, not only money that is written in another way. */
  hasOtherMoney: boolean;
  /** Whether one of its indicators asks something else, or came or went with a target. */
  hasOtherTargets: boolean;
}

/** @param cells of the project's own row, those that differ */
export function projectChange(
  before: TableRow | null,
  after: TableRow | null,
  cells: readonly CellDifference[],
): ProjectChange {
  return {
    totals: { before: totalOf(before), after: totalOf(after) },
    hasOtherMoney: cells.some((cell) => isSource(cell.path) && !isSameAmount(cell.before, cell.after)),
    hasOtherTargets: false,
  };
}

export function asksSomethingElse({ path, effect }: CellDifference): boolean {
  return isTarget(path) && effect !== 'REWRITTEN';
}

export function isTarget(path: string): boolean {
  return path === 'cycleTarget' || path === 'annualTarget';
}

function totalOf(row: TableRow | null): string {
  return sumAmounts(Object.entries(row?.cells ?? {}).map(([path, value]) => (isSource(path) ? value : null)));
}

function isSource(path: string): boolean {
  return path.startsWith('funding.');
}
