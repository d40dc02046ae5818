import { amountKey, placeKey } from '../../../ports/sort-keys.js';
import { sumAmounts } from '../../../../events/money.js';
import { areEqualTargets } from '../../../../events/target-effect.js';
import type {
  BudgetRow,
  FundingSums,
  FundUserVersion,
  IndicatorVersion,
  ProjectVersion,
  SaveRow,
} from '../../../../projections/rows.js';
import type { Position } from '../../../../events/position.js';
import type { TargetKey } from '../../../../projections/search/target-key.js';
import { targetKey } from '../../../../projections/search/target-key.js';
import type { Kind, Stored } from './documents.js';
import { versionOf } from './keys.js';
import { partsOf } from './text.js';
import type { VersionDocument } from './versions.js';
import { byId, notEnded } from './versions.js';

export interface BudgetDocument extends Stored {
  row: BudgetRow;
}

/** A budget as one of its saves left it: the rows of the list of budgets. */
export interface BudgetVersionDocument extends VersionDocument<{ budget: BudgetRow; save: SaveRow }> {
  placeKey: string;
  totalKey: string;
}

export interface ProjectDocument extends VersionDocument<ProjectVersion> {
  placeKey: string;
  totalKey: string;
  /** null: the cell is blank. */
  sourceKeys: Record<keyof FundingSums, string | null>;
  /** Of the name. */
  terms: string[];
}

export interface IndicatorDocument extends VersionDocument<IndicatorVersion> {
  placeKey: string;
  targetKind: 'QUANTITATIVE' | 'QUALITATIVE';
  /** null: the target is QUALITATIVE. */
  cycleKey: TargetKey | null;
  annualKey: TargetKey | null;
  equalTargets: boolean;
  /** Of the name and both targets, wherever each stands. */
  terms: string[];
}

/** Of a budget's rows or of drafts'; the rows of a draft have ids that name it, too. */
type AnyVersion = VersionDocument<FundUserVersion | ProjectVersion | IndicatorVersion>;

export const budgets: Kind<BudgetDocument> = { name: 'budgets', indexes: [] };

export const budgetVersions: Kind<BudgetVersionDocument> = {
  name: 'budget-versions',
  indexes: [
    byId,
    { name: 'by_place', key: { until: 1, placeKey: 1 } },
    { name: 'by_unit', key: { 'row.budget.unitKey': 1, until: 1, placeKey: 1 } },
    { name: 'in_units', key: { until: 1, 'row.budget.unitKey': 1, placeKey: 1 } },
    { name: 'by_total', key: { until: 1, totalKey: 1, placeKey: 1 } },
  ],
};

export const fundUserVersions: Kind<VersionDocument<FundUserVersion>> = { name: 'fund-user-versions', indexes: [byId] };

const inPlace = { until: 1, 'row.status': 1, placeKey: 1 } as const;

/** Each serves a list at the head, in its order, and by `until` those rows of it that ended since a position. */
export const projectVersions: Kind<ProjectDocument> = {
  name: 'project-versions',
  indexes: [
    byId,
    { name: 'by_place', key: inPlace },
    { name: 'by_name', key: { until: 1, 'row.status': 1, 'row.name': 1, placeKey: 1 } },
    { name: 'by_total', key: { until: 1, 'row.status': 1, totalKey: 1, placeKey: 1 } },
    { name: 'by_budget', key: { 'row.budgetId': 1, ...inPlace } },
    { name: 'of_budget_by_name', key: { 'row.budgetId': 1, until: 1, 'row.status': 1, 'row.name': 1, placeKey: 1 } },
    { name: 'of_budget_by_total', key: { 'row.budgetId': 1, until: 1, 'row.status': 1, totalKey: 1, placeKey: 1 } },
    { name: 'by_unit', key: { 'row.unitKey': 1, ...inPlace } },
    { name: 'by_fund_user', key: { 'row.fundUserId': 1, ...inPlace } },
    { name: 'by_term', key: { terms: 1, ...inPlace } },
  ],
};

export const indicatorVersions: Kind<IndicatorDocument> = {
  name: 'indicator-versions',
  indexes: [
    byId,
    { name: 'by_place', key: inPlace },
    { name: 'by_name', key: { until: 1, 'row.status': 1, 'row.name': 1, placeKey: 1 } },
    { name: 'by_level2', key: { until: 1, 'row.status': 1, 'row.level2': 1, placeKey: 1 } },
    { name: 'by_budget', key: { 'row.budgetId': 1, ...inPlace } },
    { name: 'of_budget_by_name', key: { 'row.budgetId': 1, until: 1, 'row.status': 1, 'row.name': 1, placeKey: 1 } },
    {
      name: 'of_budget_by_level2',
      key: { 'row.budgetId': 1, until: 1, 'row.status': 1, 'row.level2': 1, placeKey: 1 },
    },
    { name: 'by_unit', key: { 'row.unitKey': 1, ...inPlace } },
    { name: 'by_project', key: { 'row.projectId': 1, ...inPlace } },
    { name: 'by_term', key: { terms: 1, ...inPlace } },
  ],
};

/** Rows that drafts themselves have set, apart from those of budgets, so that no list goes through them. */
export const draftRows: Kind<AnyVersion> = { name: 'draft-rows', indexes: [byId] };

export function budgetDocument(row: BudgetRow): BudgetDocument {
  return { _id: row.budgetId, row };
}

export function budgetVersion(budget: BudgetRow, save: SaveRow): BudgetVersionDocument {
  const { budgetId: orderKey, unitKey, fiscalYear } = budget;
  const key = placeKey({ fiscalYear, unitKey, orderKey });
  const totalKey = amountKey(sumAmounts(Object.values(save.totals)));
  return { ...version(budget.budgetId, save.lastPosition, { budget, save }), placeKey: key, totalKey };
}

export function fundUserVersion(row: FundUserVersion): VersionDocument<FundUserVersion> {
  return version(row.fundUserId, row.position, row);
}

export function projectVersion(row: ProjectVersion): ProjectDocument {
  const { fiscalAppropriation, specialAccount, other } = row.funding;
  return {
    ...version(row.projectId, row.position, row),
    placeKey: placeKey(row),
    totalKey: amountKey(row.total),
    sourceKeys: {
      fiscalAppropriation: keyOf(fiscalAppropriation),
      specialAccount: keyOf(specialAccount),
      other: keyOf(other),
    },
    terms: [...new Set(partsOf(nameLetter, row.name))],
  };
}

function keyOf(amount: string | null): string | null {
  return amount === null ? null : amountKey(amount);
}

export function indicatorVersion(row: IndicatorVersion): IndicatorDocument {
  const { name, cycleTarget, annualTarget } = row;
  const annualKey = targetKey(annualTarget);
  return {
    ...version(row.indicatorId, row.position, row),
    placeKey: placeKey(row),
    targetKind: annualKey === null ? 'QUALITATIVE' : 'QUANTITATIVE',
    cycleKey: targetKey(cycleTarget),
    annualKey,
    equalTargets: areEqualTargets(cycleTarget, annualTarget),
    terms: [...new Set([name, cycleTarget, annualTarget].flatMap((text) => partsOf(nameLetter, text)))],
  };
}

/** What a term of a row's text begins with. */
export const nameLetter = 'n';

export type DraftRowKind = 'FUND_USER' | 'PROJECT' | 'INDICATOR';

/** A draft's row, as a thing of its own beside its budget's. */
export function draftRowId(draftId: string, kind: DraftRowKind, id: string): string {
  return `${draftId}/${kind}/${id}`;
}

export function version<Row>(of: string, position: Position, row: Row): VersionDocument<Row> {
  return { ...versionOf(of, position), position, until: notEnded, row };
}
