import fc from 'fast-check';
import type { BudgetsFilter, IndicatorsFilter, ProjectsFilter, ProjectsOrder } from '../../schema/services.js';
import type { RowIds } from './all-answers.js';
import { orders } from './all-answers.js';
import { budgetsOfHistories } from './random-history.js';

const unit = fc.constantFrom(...budgetsOfHistories.map(({ unitKey }) => unitKey), '无此单位');
const fiscalYear = fc.constantFrom(...budgetsOfHistories.map((budget) => budget.fiscalYear), 1999);
const status = fc.constantFrom('ACTIVE' as const, 'WITHDRAWN' as const);
const someText = ['运行', '信息', 'IT', '0', '%', '_', ''];

/** Each member is there now and then: mostly one or two of them. */
function sparse<T>(members: { [Key in keyof T]-?: fc.Arbitrary<NonNullable<T[Key]>> }): fc.Arbitrary<T> {
  const names = Object.keys(members) as (keyof T & string)[];
  const some = fc.subarray(names, { maxLength: 2 });
  return fc.tuple(fc.record(members as Record<string, fc.Arbitrary<unknown>>), some).map(([all, kept]) => {
    return Object.fromEntries(kept.map((name) => [name, all[name]])) as T;
  });
}

export const budgetsFilters: fc.Arbitrary<BudgetsFilter> = sparse<BudgetsFilter>({ unit, fiscalYear });

export const projectsOrders: fc.Arbitrary<ProjectsOrder> = fc.constantFrom(...orders);

export function projectsFilters(ids: RowIds): fc.Arbitrary<ProjectsFilter> {
  return sparse<ProjectsFilter>({
    ...{ unit, fiscalYear, status, budgetId: oneOf(ids.budgets), fundUserId: oneOf(ids.fundUsers) },
    nameContains: fc.constantFrom(...someText),
    fundedBy: fc.constantFrom('fiscalAppropriation' as const, 'specialAccount' as const, 'other' as const),
    totalAtLeast: fc.constantFrom('0', '64.7', '300', '21926.04', '99999999999999999'),
    totalAtMost: fc.constantFrom('0', '0.000001', '64.700', '300.00', '1234567890123457'),
  });
}

export function indicatorsFilters(ids: RowIds): fc.Arbitrary<IndicatorsFilter> {
  return sparse<IndicatorsFilter>({
    ...{ unit, fiscalYear, status, budgetId: oneOf(ids.budgets), projectId: oneOf(ids.projects) },
    level1: fc.constantFrom('1', '2', '3', '4', '9'),
    level2: fc.constantFrom('11', '12', '14', '22', '31', '41'),
    nameContains: fc.constantFrom(...someText),
    targetContains: fc.constantFrom('95', '≥', '月', '%', '', '1,2'),
    kind: fc.constantFrom('QUANTITATIVE' as const, 'QUALITATIVE' as const),
  });
}

function oneOf(ids: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...ids, 'no-such-id');
}

/** So many values of an arbitrary, the same for the same seed. */
export function draw<T>(of: fc.Arbitrary<T>, seed: number, count: number): T[] {
  return fc.sample(of, { seed, numRuns: count });
}
