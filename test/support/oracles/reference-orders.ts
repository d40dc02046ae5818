import { compareAmounts, sumAmounts } from '../../../events/money.js';
import type { BudgetRow, IndicatorVersion, ProjectVersion, SaveRow } from '../../../projections/rows.js';
import type { DraftAsOf } from '../../../src/ports/read-model.js';
import { compareNames } from './expected-lists.js';
import { compareKeys } from './replay.js';

interface Placed {
  fiscalYear: number;
  unitKey: string;
  orderKey: string;
}

export const placeOf = ({ fiscalYear, unitKey, orderKey }: Placed) => [String(9_999 - fiscalYear), unitKey, orderKey];
export const inFolder = (one: Placed, other: Placed) => compareKeys(placeOf(one), placeOf(other));

/** When it was saved last, or taken in. */
export const movedAt = ({ draft, promoted }: DraftAsOf): string => promoted?.position ?? draft.position;

interface BudgetAsSaved {
  budget: BudgetRow;
  save: SaveRow;
}

const sumOf = ({ save }: BudgetAsSaved) => sumAmounts(Object.values(save.totals));

export const compareBudgetsBy = {
  PLACE: () => 0,
  UNIT: (one: BudgetAsSaved, other: BudgetAsSaved) => compareKeys([one.budget.unitKey], [other.budget.unitKey]),
  TOTAL: (one: BudgetAsSaved, other: BudgetAsSaved) => compareAmounts(sumOf(one), sumOf(other)),
};

export const compareIndicatorsBy = {
  PLACE: () => 0,
  NAME: (one: IndicatorVersion, other: IndicatorVersion) => compareNames(one.name, other.name),
  CLASS: (one: IndicatorVersion, other: IndicatorVersion) => compareKeys([one.level2], [other.level2]),
};

export const compareProjectsBy = {
  PLACE: () => 0,
  NAME: (one: ProjectVersion, other: ProjectVersion) => compareNames(one.name, other.name),
  TOTAL: (one: ProjectVersion, other: ProjectVersion) => compareAmounts(one.total, other.total),
};
