import { amountKey, placePrefix } from '../../../ports/sort-keys.js';
import { rangeKey, unitFamily } from '../../../../projections/search/target-key.js';
import type {
  IndicatorFilter,
  IndicatorText,
  ProjectFilter,
  ProjectText,
  Range,
  TargetRange,
} from '../../../ports/read-model.js';
import { nameLetter } from './row-kinds.js';
import { holdsText, partsAsked } from './text.js';

/** What a filter asks: of which terms one leads to the rows, and what is checked in them. */
export interface Asked {
  terms: string[];
  where: object[];
}

const projectTexts: Record<ProjectText, string> = { NAME: 'row.name', GOAL: 'row.goal' };
const indicatorTexts: Record<IndicatorText, string> = {
  NAME: 'row.name',
  CYCLE_TARGET: 'row.cycleTarget',
  ANNUAL_TARGET: 'row.annualTarget',
};

export function projectsAsked(filter: ProjectFilter): Asked {
  const { budgetIds, fundUserIds, fundedBy, total, funding = {}, hasTargets, text = '', exact } = filter;
  const { textIn = ['NAME', 'GOAL'] } = filter;
  // Goals have no terms: there would be hundreds in each version of a row.
  const isByName = textIn.every((each) => each === 'NAME');
  return {
    terms: isByName ? partsAsked(nameLetter, text) : [],
    where: [
      shared(filter),
      oneOf('row.budgetId', budgetIds),
      oneOf('row.fundUserId', fundUserIds),
      holding(
        textIn.map((each) => projectTexts[each]),
        text,
        exact,
      ),
      fundedBy === undefined ? [] : [{ $or: fundedBy.map((source) => ({ [`row.funding.${source}`]: { $ne: null } })) }],
      within(total).map((range) => ({ totalKey: range })),
      hasTargets === undefined ? [] : [{ 'row.targets': hasTargets ? { $gt: 0 } : 0 }],
      Object.entries(funding).flatMap(([source, range]) => withinSource(`sourceKeys.${source}`, range)),
    ].flat(),
  };
}

export function indicatorsAsked(filter: IndicatorFilter): Asked {
  const { budgetIds, projectIds, level1Codes, level2Codes, kinds, text = '', exact, hasBlankTarget } = filter;
  const { hasEqualTargets, takenOver } = filter;
  const { textIn = ['NAME', 'CYCLE_TARGET', 'ANNUAL_TARGET'] } = filter;
  const blank = [{ 'row.cycleTarget': '' }, { 'row.annualTarget': '' }];
  return {
    terms: partsAsked(nameLetter, text),
    where: [
      shared(filter),
      oneOf('row.budgetId', budgetIds),
      oneOf('row.projectId', projectIds),
      oneOf('row.level2', level2Codes),
      level1Codes === undefined ? [] : [anyOf(level1Codes.map((code) => ({ 'row.level2': startingWith(code) })))],
      oneOf('targetKind', kinds),
      holding(
        textIn.map((each) => indicatorTexts[each]),
        text,
        exact,
      ),
      hasBlankTarget === undefined ? [] : [{ [hasBlankTarget ? '$or' : '$nor']: blank }],
      hasEqualTargets === undefined ? [] : [{ equalTargets: hasEqualTargets }],
      takenOver === undefined ? [] : [{ 'row.projectLineage': takenOver ? { $ne: null } : null }],
      withinTargets('cycleKey', filter.cycleTarget),
      withinTargets('annualKey', filter.annualTarget),
    ].flat(),
  };
}

/** A year's rows, or a unit's in a year, stand side by side in printed order. */
export function placesOf({ fiscalYears, units }: Pick<ProjectFilter, 'fiscalYears' | 'units'>): object[] {
  const fiscalYear = onlyOf(fiscalYears);
  if (fiscalYear === undefined) return [];
  return [{ placeKey: startingWith(placePrefix({ fiscalYear, unitKey: onlyOf(units) })) }];
}

/** One of the values; undefined: whatever it is. */
export function oneOf(field: string, values: readonly (string | number)[] | undefined): object[] {
  if (values === undefined) return [];
  return [{ [field]: onlyOf(values) ?? { $in: values } }];
}

function onlyOf<Value>(values: readonly Value[] | undefined): Value | undefined {
  return values?.length === 1 ? values[0] : undefined;
}

function shared(filter: Pick<ProjectFilter, 'units' | 'fiscalYears' | 'status'>): object[] {
  const { units, fiscalYears, status = 'ACTIVE' } = filter;
  return [
    [{ 'row.status': status }],
    oneOf('row.unitKey', units),
    oneOf('row.fiscalYear', fiscalYears),
    placesOf(filter),
  ].flat();
}

function holding(fields: readonly string[], text: string, exact: boolean | undefined): object[] {
  return text === '' ? [] : [holdsText(fields, text, exact)];
}

function within({ min = null, max = null }: Range = {}): object[] {
  return [min === null ? [] : [{ $gte: amountKey(min) }], max === null ? [] : [{ $lte: amountKey(max) }]].flat();
}

/** A blank cell is zero. */
function withinSource(field: string, range: Range): object[] {
  const { min = null } = range;
  const isZeroIn = min === null || amountKey(min) === amountKey('0');
  return within(range).map((each) => (isZeroIn ? anyOf([{ [field]: each }, { [field]: null }]) : { [field]: each }));
}

function withinTargets(field: string, range: TargetRange | undefined): object[] {
  if (range === undefined) return [];
  const { min = null, max = null } = range;
  const unit = range.measure ?? '';
  return [
    [{ [`${field}.unit`]: unitFamily(unit) }],
    min === null ? [] : [{ [`${field}.key`]: { $gte: rangeKey(min, unit) } }],
    max === null ? [] : [{ [`${field}.key`]: { $lte: rangeKey(max, unit) } }],
  ].flat();
}

function anyOf(conditions: readonly object[]): object {
  const [only, another] = conditions;
  return only !== undefined && another === undefined ? only : { $or: conditions };
}

/** A range of the index: nothing sorts behind the last character of all. */
function startingWith(prefix: string): object {
  return { $gte: prefix, $lt: `${prefix}\u{10FFFF}` };
}
