import { compareAmounts } from '../../../events/money.js';
import { readTarget } from '../../../events/target.js';
import { areEqualTargets } from '../../../events/target-effect.js';
import type { FundingSums, IndicatorVersion, ProjectVersion } from '../../../projections/rows.js';
import { holdsByKey } from '../../../projections/search/search-key.js';
import { rangeKey, targetKey, unitFamily } from '../../../projections/search/target-key.js';
import type { Range, TargetRange } from '../../../services/filters.js';
import type { BudgetFilter, BudgetView, IndicatorFilter, ProjectFilter } from '../../../services/services.js';

/** What the lists of the read model hold, told of one row: for rows that they do not know. */
export function matchesProject(row: ProjectVersion, filter: ProjectFilter): boolean {
  const { fundUserIds, text, textIn = ['NAME', 'GOAL'], exact, fundedBy, total, funding = {}, hasTargets } = filter;
  const texts = textIn.map((each) => (each === 'NAME' ? row.name : row.goal));
  return (
    isOf(row, filter) &&
    isIn(row.fundUserId, fundUserIds) &&
    holds(texts, text, exact) &&
    (fundedBy === undefined || fundedBy.some((source) => row.funding[source] !== null)) &&
    isWithin(row.total, total) &&
    (hasTargets === undefined || row.targets > 0 === hasTargets) &&
    Object.entries(funding).every(([source, range]) => isWithin(row.funding[source as keyof FundingSums] ?? '0', range))
  );
}

export function matchesIndicator(row: IndicatorVersion, filter: IndicatorFilter): boolean {
  const { projectIds, level1Codes, level2Codes, text, exact, hasBlankTarget, hasEqualTargets, takenOver, kinds } =
    filter;
  const { textIn = ['NAME', 'CYCLE_TARGET', 'ANNUAL_TARGET'] } = filter;
  const { name, level2, cycleTarget, annualTarget } = row;
  const texts = { NAME: name, CYCLE_TARGET: cycleTarget, ANNUAL_TARGET: annualTarget };
  return (
    isOf(row, filter) &&
    isIn(row.projectId, projectIds) &&
    isIn(level2.slice(0, 1), level1Codes) &&
    isIn(level2, level2Codes) &&
    holds(
      textIn.map((each) => texts[each]),
      text,
      exact,
    ) &&
    (hasBlankTarget === undefined || [cycleTarget, annualTarget].includes('') === hasBlankTarget) &&
    (hasEqualTargets === undefined || areEqualTargets(cycleTarget, annualTarget) === hasEqualTargets) &&
    (takenOver === undefined || (row.projectLineage !== null) === takenOver) &&
    isIn(readTarget(annualTarget).kind, kinds) &&
    isTargetWithin(cycleTarget, filter.cycleTarget) &&
    isTargetWithin(annualTarget, filter.annualTarget)
  );
}

export function matchesBudget(
  table: BudgetView,
  { budgetIds, units, fiscalYears, taxonomies, text, exact }: BudgetFilter,
) {
  return (
    isIn(table.id, budgetIds) &&
    isIn(table.unit, units) &&
    isIn(table.fiscalYear, fiscalYears) &&
    isIn(table.taxonomy.id, taxonomies) &&
    holds([table.name], text, exact)
  );
}

type Shared = Pick<ProjectFilter, 'budgetIds' | 'units' | 'fiscalYears' | 'status'>;

function isOf(
  row: Pick<ProjectVersion, 'budgetId' | 'unitKey' | 'fiscalYear' | 'status'>,
  { budgetIds, units, fiscalYears, status = 'ACTIVE' }: Shared,
): boolean {
  return (
    row.status === status &&
    isIn(row.budgetId, budgetIds) &&
    isIn(row.unitKey, units) &&
    isIn(row.fiscalYear, fiscalYears)
  );
}

/** undefined: not asked. */
function isIn<Value>(value: Value, asked: readonly Value[] | undefined): boolean {
  return asked === undefined || asked.includes(value);
}

function holds(texts: readonly string[], asked: string | undefined, exact = false): boolean {
  return asked === undefined || texts.some((each) => (exact ? each.includes(asked) : holdsByKey(each, asked)));
}

function isWithin(amount: string, { min = null, max = null }: Range = {}): boolean {
  return (min === null || compareAmounts(amount, min) >= 0) && (max === null || compareAmounts(amount, max) <= 0);
}

function isTargetWithin(text: string, range: TargetRange | undefined): boolean {
  if (range === undefined) return true;
  const { min = null, max = null } = range;
  const unit = range.measure ?? '';
  const found = targetKey(text);
  return (
    found?.unit === unitFamily(unit) &&
    (min === null || found.key >= rangeKey(min, unit)) &&
    (max === null || found.key <= rangeKey(max, unit))
  );
}
