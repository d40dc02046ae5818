import type { IndicatorState, OpenBudgetState } from '../../../events/budget/budget.state.js';
import { compareAmounts, sumAmounts } from '../../../events/money.js';
import type { EntityStatus } from '../../../projections/rows.js';
import type { BudgetFilter, IndicatorFilter, ProjectFilter, ProjectOrder } from '../../../services/services.js';
import type { PlacedRow } from './replay.js';
import { matchesBudget, matchesIndicator, matchesProject } from './reference-filters.js';
import { compareKeys, projectsInOrder } from './replay.js';

type Budgets = ReadonlyMap<string, OpenBudgetState>;
export type PlacedIndicator = PlacedRow & { indicator: IndicatorState };

/**
 * What the lists have to hold, by looking at every row of every replayed budget. Amounts are summed and compared, and
 * targets read, by the program itself.
 */
export function expectedBudgets(budgets: Budgets, filter: BudgetFilter): OpenBudgetState[] {
  return [...budgets.values()]
    .filter((budget) => matchesBudget(budget, filter))
    .sort((one, other) => compareKeys(keyOf(one), keyOf(other)));
}

export function expectedProjects(budgets: Budgets, filter: ProjectFilter, order: ProjectOrder): PlacedRow[] {
  const rows = projectsInOrder(budgets.values()).filter(({ budget: { budgetId, unitKey, fiscalYear }, project }) =>
    matchesProject({ ...project, budgetId, unitKey, fiscalYear, status: statusOf(project.withdrawn) }, filter),
  );
  // Sorting is stable, so that ties keep the printed order.
  return rows.sort((one, other) => compareBy[order](one, other));
}

export function expectedIndicators(budgets: Budgets, filter: IndicatorFilter): PlacedIndicator[] {
  return projectsInOrder(budgets.values())
    .flatMap(({ key, ...row }) =>
      [...row.project.indicators.values()].map((indicator): PlacedIndicator => {
        return { ...row, indicator, key: [...key, indicator.place, indicator.id] };
      }),
    )
    .sort((one, other) => compareKeys(one.key, other.key))
    .filter(({ budget: { budgetId, unitKey, fiscalYear }, project, indicator }) => {
      const status = statusOf(project.withdrawn || indicator.withdrawn);
      return matchesIndicator({ ...indicator, projectId: project.id, budgetId, unitKey, fiscalYear, status }, filter);
    });
}

function statusOf(withdrawn: boolean): EntityStatus {
  return withdrawn ? 'WITHDRAWN' : 'ACTIVE';
}

const totalOf = ({ project }: PlacedRow) => sumAmounts(Object.values(project.funding));

const compareBy: Record<ProjectOrder, (one: PlacedRow, other: PlacedRow) => number> = {
  PLACE: () => 0,
  NAME: (one, other) => compareKeys([one.project.name], [other.project.name]),
  TOTAL_ASCENDING: (one, other) => compareAmounts(totalOf(one), totalOf(other)),
  TOTAL_DESCENDING: (one, other) => compareAmounts(totalOf(other), totalOf(one)),
};

function keyOf({ fiscalYear, unitKey }: OpenBudgetState): string[] {
  return [String(9_999 - fiscalYear), unitKey];
}
