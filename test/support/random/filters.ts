import fc from 'fast-check';
import { checkIndicators, readProjects } from '../../../src/app/queries/check-filter.js';
import type { BudgetFilter, IndicatorFilter, ProjectFilter, ProjectOrder } from '../../../services/services.js';
import type { Range, TargetRange } from '../../../src/ports/read-model.js';
import type { RowIds } from '../oracles/all-answers.js';
import { orders } from '../oracles/all-answers.js';
import { exact, fiscalYears, oneOf, some, sparse, units } from './filter-parts.js';
import { possible } from './possible-filters.js';

const status = fc.constantFrom('ACTIVE' as const, 'WITHDRAWN' as const);
const someText = ['运行', '信息', 'IT', 'it', 'ＩＴ', '(', '（', '系统', '0', '%', '％', '_'];

const amounts: fc.Arbitrary<Range> = inOrder(
  fc.record(
    {
      min: fc.constantFrom('0', '64.7', '300', '21926.04', '9999999999999999'),
      max: fc.constantFrom('0', '0.000001', '64.700', '300.00', '1234567890123457'),
    },
    { requiredKeys: [] },
  ),
);

const targets: fc.Arbitrary<TargetRange> = inOrder(
  fc.record(
    {
      min: fc.constantFrom('0', '0.9', '95', '8', '0.12', '1200'),
      max: fc.constantFrom('0', '0.95', '95.0', '100', '1200', '20000'),
      measure: fc.constantFrom(null, '%', '人', '万人', '次', '项', '家'),
    },
    { requiredKeys: [] },
  ),
);

/** Without those that nothing could be in, which are refused. */
function inOrder<Wanted extends Range>(range: fc.Arbitrary<Wanted>): fc.Arbitrary<Wanted> {
  return range.filter(({ min = null, max = null }) => min === null || max === null || Number(min) <= Number(max));
}

export function budgetsFilters(ids: RowIds): fc.Arbitrary<BudgetFilter> {
  return sparse<BudgetFilter>({
    units,
    fiscalYears,
    budgetIds: some(oneOf(ids.budgets)),
    taxonomies: some(fc.constantFrom('cn-2020', 'cn-2021')),
    text: fc.constantFrom('局', '委员会', '单位', 'a', 'Ａ', '预算', '无此文字'),
    exact,
  });
}

export const projectsOrders: fc.Arbitrary<ProjectOrder> = fc.constantFrom(...orders);

export function projectsFilters(ids: RowIds): fc.Arbitrary<ProjectFilter> {
  return possible(readProjects, anyProjectsFilters(ids));
}

/** Also those of which members cannot hold together. */
export function anyProjectsFilters(ids: RowIds, most = 2): fc.Arbitrary<ProjectFilter> {
  return sparse<ProjectFilter>(
    {
      units,
      fiscalYears,
      status,
      budgetIds: some(oneOf(ids.budgets)),
      fundUserIds: some(oneOf(ids.fundUsers)),
      text: fc.constantFrom(...someText),
      textIn: fc.constantFrom(['NAME' as const], ['GOAL' as const], ['GOAL' as const, 'NAME' as const]),
      exact,
      fundedBy: some(fc.constantFrom('fiscalAppropriation' as const, 'specialAccount' as const, 'other' as const)),
      hasTargets: fc.boolean(),
      total: amounts,
      funding: fc.record(
        { fiscalAppropriation: amounts, specialAccount: amounts, other: amounts },
        { requiredKeys: [] },
      ),
    },
    most,
  );
}

export function indicatorsFilters(ids: RowIds): fc.Arbitrary<IndicatorFilter> {
  return possible(checkIndicators, anyIndicatorsFilters(ids));
}

/** Also those of which members cannot hold together. */
export function anyIndicatorsFilters(ids: RowIds, most = 2): fc.Arbitrary<IndicatorFilter> {
  return sparse<IndicatorFilter>(
    {
      units,
      fiscalYears,
      status,
      budgetIds: some(oneOf(ids.budgets)),
      projectIds: some(oneOf(ids.projects)),
      level1Codes: some(fc.constantFrom('1', '2', '3', '4')),
      level2Codes: some(fc.constantFrom('11', '12', '14', '22', '31', '41')),
      text: fc.constantFrom(...someText, '95', '≥', '月', '1,2'),
      textIn: fc.subarray(['NAME', 'CYCLE_TARGET', 'ANNUAL_TARGET'] as const, { minLength: 1 }),
      exact,
      hasBlankTarget: fc.boolean(),
      hasEqualTargets: fc.boolean(),
      takenOver: fc.boolean(),
      kinds: some(fc.constantFrom('QUANTITATIVE' as const, 'QUALITATIVE' as const)),
      cycleTarget: targets,
      annualTarget: targets,
    },
    most,
  );
}

/** So many values of an arbitrary, the same for the same seed. */
export function draw<T>(of: fc.Arbitrary<T>, seed: number, count: number): T[] {
  return fc.sample(of, { seed, numRuns: count });
}
