import { amountKey, placePrefix } from '../../../ports/sort-keys.js';
import type { IndicatorFilter, ProjectFilter } from '../../../ports/read-model.js';
import { nameLetter, targetLetter } from './row-kinds.js';
import { holdsText, partsAsked } from './text.js';

/** What a filter asks: of which terms one leads to the rows, and what is checked in them. */
export interface Asked {
  terms: string[];
  where: object[];
}

export function projectsAsked(filter: ProjectFilter): Asked {
  const { budgetId, fundUserId, fundedBy, totalAtLeast, totalAtMost, nameContains = '' } = filter;
  return {
    terms: partsAsked(nameLetter, nameContains),
    where: [
      ...shared(filter),
      ...equals('row.budgetId', budgetId),
      ...equals('row.fundUserId', fundUserId),
      ...contains(['row.name'], nameContains),
      ...(fundedBy === undefined ? [] : [{ [`row.funding.${fundedBy}`]: { $ne: null } }]),
      ...(totalAtLeast === undefined ? [] : [{ totalKey: { $gte: amountKey(totalAtLeast) } }]),
      ...(totalAtMost === undefined ? [] : [{ totalKey: { $lte: amountKey(totalAtMost) } }]),
    ],
  };
}

export function indicatorsAsked(filter: IndicatorFilter): Asked {
  const { budgetId, projectId, level1, level2, kind, nameContains = '', targetContains } = filter;
  return {
    terms: [...partsAsked(nameLetter, nameContains), ...partsAsked(targetLetter, targetContains ?? '')],
    where: [
      ...shared(filter),
      ...equals('row.budgetId', budgetId),
      ...equals('row.projectId', projectId),
      ...equals('row.level2', level2),
      ...(level1 === undefined ? [] : [{ 'row.level2': startingWith(level1) }]),
      ...equals('targetKind', kind),
      ...contains(['row.name'], nameContains),
      ...(targetContains === ''
        ? [{ $or: [{ 'row.cycleTarget': '' }, { 'row.annualTarget': '' }] }]
        : contains(['row.cycleTarget', 'row.annualTarget'], targetContains ?? '')),
    ],
  };
}

/** A year's rows, or a unit's in a year, stand side by side in printed order. */
export function placesOf({ fiscalYear, unit }: { fiscalYear?: number; unit?: string }): object[] {
  if (fiscalYear === undefined) return [];
  return [{ placeKey: startingWith(placePrefix({ fiscalYear, unitKey: unit })) }];
}

function shared({ unit, fiscalYear, status = 'ACTIVE' }: Pick<ProjectFilter, 'unit' | 'fiscalYear' | 'status'>) {
  return [
    { 'row.status': status },
    ...equals('row.unitKey', unit),
    ...equals('row.fiscalYear', fiscalYear),
    ...placesOf({ ...(fiscalYear === undefined ? {} : { fiscalYear }), ...(unit === undefined ? {} : { unit }) }),
  ];
}

function equals(field: string, value: string | number | undefined): object[] {
  return value === undefined ? [] : [{ [field]: value }];
}

function contains(fields: readonly string[], text: string): object[] {
  return text === '' ? [] : [holdsText(fields, text)];
}

/** A range of the index: nothing sorts behind the last character of all. */
function startingWith(prefix: string): object {
  return { $gte: prefix, $lt: `${prefix}\u{10FFFF}` };
}
