import type { IndicatorState, OpenBudgetState } from '../../../events/budget/budget.state.js';
import { compareAmounts, sumAmounts } from '../../../events/money.js';
import { readTarget } from '../../../events/target.js';
import type {
  BudgetFilter,
  IndicatorFilter,
  ProjectFilter,
  IndicatorOrder,
  ProjectOrder,
} from '../../../services/services.js';
import type { PlacedRow } from './replay.js';
import { holds } from './reference-filters.js';
import { compareKeys, projectsInOrder } from './replay.js';

type Budgets = ReadonlyMap<string, OpenBudgetState>;
export type PlacedIndicator = PlacedRow & { indicator: IndicatorState };

/**
 * What the lists have to hold, by looking at every row of every replayed budget. Amounts are summed and compared, and
 * targets read, by the program itself.
 */
export function expectedBudgets(budgets: Budgets, { unit, fiscalYear }: BudgetFilter): OpenBudgetState[] {
  return [...budgets.values()]
    .filter((budget) => unit === undefined || budget.unitKey === unit)
    .filter((budget) => fiscalYear === undefined || budget.fiscalYear === fiscalYear)
    .sort((one, other) => compareKeys(keyOf(one), keyOf(other)));
}

export function expectedProjects(budgets: Budgets, filter: ProjectFilter, order: ProjectOrder): PlacedRow[] {
  const { fundUserId, nameContains = '', fundedBy, totalAtLeast, totalAtMost, status = 'ACTIVE' } = filter;
  const rows = projectsInOrder(budgets.values()).filter(({ budget, project }) => {
    const total = sumAmounts(Object.values(project.funding));
    return (
      isOf(budget, filter) &&
      project.withdrawn === (status === 'WITHDRAWN') &&
      (fundUserId === undefined || project.fundUserId === fundUserId) &&
      project.name.includes(nameContains) &&
      (fundedBy === undefined || project.funding[fundedBy] !== null) &&
      (totalAtLeast === undefined || compareAmounts(total, totalAtLeast) >= 0) &&
      (totalAtMost === undefined || compareAmounts(total, totalAtMost) <= 0)
    );
  });
  return inOrder(rows, compareBy, order);
}

export function expectedIndicators(
  budgets: Budgets,
  filter: IndicatorFilter,
  order: IndicatorOrder = 'PLACE_ASC',
): PlacedIndicator[] {
  const { projectId, level1, level2, nameContains = '', targetContains, kind, status = 'ACTIVE' } = filter;
  const rows = projectsInOrder(budgets.values())
    .flatMap(({ key, ...row }) =>
      [...row.project.indicators.values()].map((indicator): PlacedIndicator => {
        return { ...row, indicator, key: [...key, indicator.place, indicator.id] };
      }),
    )
    .sort((one, other) => compareKeys(one.key, other.key))
    .filter(
      ({ budget, project, indicator }) =>
        isOf(budget, filter) &&
        (project.withdrawn || indicator.withdrawn) === (status === 'WITHDRAWN') &&
        (projectId === undefined || project.id === projectId) &&
        (level1 === undefined || indicator.level2.startsWith(level1)) &&
        (level2 === undefined || indicator.level2 === level2) &&
        indicator.name.includes(nameContains) &&
        [indicator.cycleTarget, indicator.annualTarget].some((text) => holds(text, targetContains)) &&
        (kind === undefined || readTarget(indicator.annualTarget).kind === kind),
    );
  return inOrder(rows, compareIndicatorsBy, order);
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

function isOf(budget: OpenBudgetState, filter: { budgetId?: string; unit?: string; fiscalYear?: number }): boolean {
  return (
    (filter.budgetId === undefined || budget.budgetId === filter.budgetId) &&
    (filter.unit === undefined || budget.unitKey === filter.unit) &&
    (filter.fiscalYear === undefined || budget.fiscalYear === filter.fiscalYear)
  );
}
