import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { Resolution } from '../../../projections/merge/choices.js';
import type { Merge } from '../../../projections/merge/merge.js';
import { mergeTables } from '../../../projections/merge/merge.js';
import type { ThreeTables } from '../../../projections/merge/three-way.js';
import { tablesOf } from '../random/branches.js';
import { stateAfter } from './decider-spec.js';
import { hospitalBudget } from './every-edit.js';

/** The budget of hospital and school, edited on two branches. */
export function tables(ours: BudgetEvent[], theirs: BudgetEvent[], before: BudgetEvent[] = []): ThreeTables {
  const after = (...saves: BudgetEvent[][]) => stateAfter(...hospitalBudget, before, ...saves) as OpenBudgetState;
  return tablesOf({ base: after(), ours: after(ours), theirs: after(theirs) });
}

export const merging = (given: ThreeTables, ...resolutions: Resolution[]): Merge => mergeTables(given, resolutions);
export const rowsOf = ({ rows }: Merge) => rows && Object.fromEntries(rows);

/** Each conflict: its kind, what it is about, and the cells with base, ours and theirs. */
export function told({ conflicts }: Merge) {
  return conflicts.map(({ kind, entityId, path, cells }) => [
    kind,
    path === null ? entityId : `${entityId}.${path}`,
    ...cells.map((cell) => `${cell.entityId}.${cell.path}: ${cell.base} → ${cell.ours} | ${cell.theirs}`),
  ]);
}
