import type { FundingSums } from '../../../../projections/rows.js';
import { rangeKey, unitFamily } from '../../../../projections/search/target-key.js';
import type {
  IndicatorFilter,
  IndicatorText,
  ProjectFilter,
  ProjectText,
  Range,
  TargetRange,
} from '../../../ports/read-model.js';
import { amountKey } from '../../../ports/sort-keys.js';
import type { Query } from './query.js';
import { condition, oneOf } from './query.js';
import { holdsText } from './texts.js';

const sources: Record<keyof FundingSums, { amount: string; key: string }> = {
  fiscalAppropriation: { amount: 'fiscal_appropriation', key: 'fiscal_appropriation_key' },
  specialAccount: { amount: 'special_account', key: 'special_account_key' },
  other: { amount: 'other', key: 'other_key' },
};
const projectTexts: Record<ProjectText, string> = { NAME: 'name', GOAL: 'goal' };
const indicatorTexts: Record<IndicatorText, string> = {
  NAME: 'name',
  CYCLE_TARGET: 'cycle_target',
  ANNUAL_TARGET: 'annual_target',
};

export function projectConditions(filter: ProjectFilter): Query[] {
  const { textIn = ['NAME', 'GOAL'], fundedBy, funding = {}, hasTargets } = filter;
  return [
    oneOf('budget_id', filter.budgetIds),
    oneOf('unit_key', filter.units),
    oneOf('fiscal_year', filter.fiscalYears),
    oneOf('fund_user_id', filter.fundUserIds),
    oneOf('status', [filter.status ?? 'ACTIVE']),
    holdsText(
      textIn.map((text) => projectTexts[text]),
      filter.text,
      filter.exact,
    ),
    fundedBy === undefined
      ? []
      : [condition(`(${fundedBy.map((source) => `${sources[source].amount} is not null`).join(' or ')})`)],
    within('total_key', filter.total),
    // The index of projects without targets is found by these words alone.
    hasTargets === undefined ? [] : [condition(hasTargets ? 'targets > 0' : 'targets = 0')],
    Object.entries(funding).flatMap(([source, range]) => {
      const { key } = sources[source as keyof FundingSums];
      return within(`ifnull(${key}, '${amountKey('0')}')`, range);
    }),
  ].flat();
}

export function indicatorConditions(filter: IndicatorFilter): Query[] {
  const { textIn = ['NAME', 'CYCLE_TARGET', 'ANNUAL_TARGET'], hasBlankTarget, hasEqualTargets, takenOver } = filter;
  return [
    oneOf('budget_id', filter.budgetIds),
    oneOf('project_id', filter.projectIds),
    oneOf('unit_key', filter.units),
    oneOf('fiscal_year', filter.fiscalYears),
    oneOf('status', [filter.status ?? 'ACTIVE']),
    oneOf('level2', filter.level2Codes),
    oneOf('kind', filter.kinds),
    oneOf('substr(level2, 1, 1)', filter.level1Codes),
    holdsText(
      textIn.map((text) => indicatorTexts[text]),
      filter.text,
      filter.exact,
    ),
    hasBlankTarget === undefined
      ? []
      : [condition(`'' ${hasBlankTarget ? 'in' : 'not in'} (cycle_target, annual_target)`)],
    hasEqualTargets === undefined ? [] : [condition('equal_targets = ?', Number(hasEqualTargets))],
    takenOver === undefined ? [] : [condition(`project_lineage is ${takenOver ? 'not ' : ''}null`)],
    withinTargets('cycle', filter.cycleTarget),
    withinTargets('annual', filter.annualTarget),
  ].flat();
}

/** Several rows are named that others hang from: few rows match, and no one index has them in order. */
export function isNarrow(
  filter: Pick<ProjectFilter, 'budgetIds' | 'fundUserIds'> & Pick<IndicatorFilter, 'projectIds'>,
): boolean {
  return [filter.budgetIds, filter.fundUserIds, filter.projectIds].some((ids) => (ids?.length ?? 0) > 1);
}

function within(key: string, range: Range | undefined): Query[] {
  const min = range?.min ?? null;
  const max = range?.max ?? null;
  return [
    min === null ? [] : [condition(`${key} >= ?`, amountKey(min))],
    max === null ? [] : [condition(`${key} <= ?`, amountKey(max))],
  ].flat();
}

function withinTargets(target: 'cycle' | 'annual', range: TargetRange | undefined): Query[] {
  if (range === undefined) return [];
  const unit = range.measure ?? '';
  const min = range.min ?? null;
  const max = range.max ?? null;
  return [
    [condition(`${target}_unit = ?`, unitFamily(unit))],
    min === null ? [] : [condition(`${target}_key >= ?`, rangeKey(min, unit))],
    max === null ? [] : [condition(`${target}_key <= ?`, rangeKey(max, unit))],
  ].flat();
}
