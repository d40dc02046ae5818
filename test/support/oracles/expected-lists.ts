import type { IndicatorState, OpenBudgetState } from '../../../events/budget/budget.state.js';
import { compareAmounts, sumAmounts } from '../../../events/money.js';
import type { EntityStatus } from '../../../projections/rows.js';
import type {
  BudgetFilter,
  IndicatorFilter,
  IndicatorOrder,
  ProjectFilter,
  ProjectOrder,
} from '../../../services/services.js';
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
    matchesProject(
      {
        ...project,
        budgetId,
        unitKey,
        fiscalYear,
        status: statusOf(project.withdrawn),
        targets: [...project.indicators.values()].filter(
          ({ withdrawn, cycleTarget, annualTarget }) => !withdrawn && cycleTarget + annualTarget !== '',
        ).length,
      },
      filter,
    ),
  );
  return inOrder(rows, compareBy, order);
}

export function expectedIndicators(
  budgets: Budgets,
  filter: IndicatorFilter,
  order: IndicatorOrder = 'PLACE_ASC',
): PlacedIndicator[] {
  const rows = projectsInOrder(budgets.values())
    .flatMap(({ key, ...row }) =>
      [...row.project.indicators.values()].map((indicator): PlacedIndicator => {
        return { ...row, indicator, key: [...key, indicator.place, indicator.id] };
      }),
    )
    .sort((one, other) => compareKeys(one.key, other.key))
    .filter(({ budget: { budgetId, unitKey, fiscalYear }, project, indicator }) => {
      const status = statusOf(project.withdrawn || indicator.withdrawn);
      const ofProject = { projectId: project.id, projectLineage: project.lineage ?? null };
      return matchesIndicator({ ...indicator, ...ofProject, budgetId, unitKey, fiscalYear, status }, filter);
    });
  return inOrder(rows, compareIndicatorsBy, order);
}

function statusOf(withdrawn: boolean): EntityStatus {
  return withdrawn ? 'WITHDRAWN' : 'ACTIVE';
}

const totalOf = ({ project }: PlacedRow) => sumAmounts(Object.values(project.funding));

const compareIndicatorsBy = {
  PLACE: () => 0,
  NAME: (one: PlacedIndicator, other: PlacedIndicator) => compareNames(one.indicator.name, other.indicator.name),
  CLASS: (one: PlacedIndicator, other: PlacedIndicator) =>
    compareKeys([one.indicator.level2], [other.indicator.level2]),
};

const compareBy = {
  PLACE: () => 0,
  NAME: (one: PlacedRow, other: PlacedRow) => compareNames(one.project.name, other.project.name),
  TOTAL: (one: PlacedRow, other: PlacedRow) => compareAmounts(totalOf(one), totalOf(other)),
};

/** Code point by code point. */
export function compareNames(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** @param rows in printed order, which sorting keeps where they are equal; descending is that list read backwards */
export function inOrder<By extends string, Row>(
  rows: readonly Row[],
  compare: Record<By, (one: Row, other: Row) => number>,
  order: `${By}_ASC` | `${By}_DESC`,
): Row[] {
  const [by = '', way] = order.split('_');
  const ascending = [...rows].sort(compare[by as By]);
  return way === 'DESC' ? ascending.reverse() : ascending;
}

function keyOf({ fiscalYear, unitKey }: OpenBudgetState): string[] {
  return [String(9_999 - fiscalYear), unitKey];
}
