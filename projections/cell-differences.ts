import type { Cells } from '../events/budget/cells.js';
import { difference, isSameAmount } from '../events/money.js';
import type { TargetEffect } from '../events/target-effect.js';
import { effectOf, targetDelta } from '../events/target-effect.js';

/** One cell (单元格) of a row before and after; null: blank, or the row is not there. */
export interface CellDifference {
  /** See `events/budget/cells.ts`. */
  path: string;
  before: string | null;
  after: string | null;
  /** after − before for amounts, and for targets that are numbers in comparable units; else null. */
  delta: string | null;
  /** Of a changed target; else null. */
  effect: TargetEffect | null;
}

/** The cells of a row that differ, in the row's order. null: the row is not there, so all its cells count as blank. */
export function cellDifferences(was: Cells | null, is: Cells | null): CellDifference[] {
  const differences: CellDifference[] = [];
  for (const path of Object.keys(is ?? was ?? {})) {
    const before = was?.[path] ?? null;
    const after = is?.[path] ?? null;
    if (before === after) continue;
    differences.push({
      path,
      before,
      after,
      delta: deltaOf(path, before, after),
      effect: effectIn(path, before, after),
    });
  }
  return differences;
}

const amountPath = /^(funding|declaredTotals)\.|^declaredTotal$/;
/** Whether a cell says the same in two tables: to the letter, or the same money. */
export function isSameValue(path: string, left: string | null, right: string | null): boolean {
  return left === right || (amountPath.test(path) && isSameAmount(left, right));
}

const targetPath = /^(cycle|annual)Target$/;

function deltaOf(path: string, before: string | null, after: string | null): string | null {
  if (amountPath.test(path)) return difference(before, after);
  return before !== null && after !== null && targetPath.test(path) ? targetDelta(before, after) : null;
}

function effectIn(path: string, before: string | null, after: string | null): TargetEffect | null {
  return before !== null && after !== null && targetPath.test(path) ? effectOf(before, after) : null;
}
