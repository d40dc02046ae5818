import { decide } from '../../../events/budget/budget.decide.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import type { BudgetState, OpenBudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import { takingOver } from '../../../src/app/open-budget/take-over.js';
import { stampOf } from '../random/edits.js';
import { sideOf } from '../random/table-sides.js';

let rows = 0;

/** Next year's table, opened from what a budget shows now. */
export function nextYearOf(before: OpenBudgetState): OpenBudgetState {
  const { fundUsers, projects } = sideOf(before);
  const table = {
    fundUsers: fundUsers.map(({ document }) => document),
    projects: projects.map(({ document }) => document),
  };
  const { budgetId, version, unitKey, name, fiscalYear, taxonomy } = before;
  const events = decide(
    {
      type: 'OpenBudget',
      budgetId: `${budgetId}-next`,
      unitKey,
      name,
      fiscalYear: fiscalYear + 1,
      taxonomy,
      openedFrom: { budgetId, version, contentHash: 'f'.repeat(64) },
      edits: takingOver(table, () => `taken-over-${(rows += 1)}`),
    },
    absentBudget,
  );
  const opened = events.reduce<BudgetState>((state, event) => evolve(state, event, stampOf(1)), absentBudget);
  return opened as OpenBudgetState;
}
