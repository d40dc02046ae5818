import type { Funding } from '../../../../events/budget/budget.events.js';
import type {
  BudgetRow,
  ChangedCell,
  FundUserVersion,
  IndicatorVersion,
  ProjectVersion,
} from '../../../../projections/rows.js';
import { orderKeyOf } from './keys.js';

/** The columns to select, in the order in which the codecs below read them. */
export const budgetColumns = 'budget_id, unit_key, fiscal_year, taxonomy, opened_position';
export const fundUserColumns = 'id, position, budget_id, version, status, order_key, name, declared, lineage';
export const projectColumns =
  'id, position, budget_id, version, status, unit_key, fiscal_year, place_key, hash, fund_user_id, name, ' +
  'goal, fiscal_appropriation, special_account, other, declared_total, total, targets';
export const indicatorColumns =
  'id, position, budget_id, version, status, unit_key, fiscal_year, place_key, project_id, changed_version, level2, ' +
  'name, cycle_target, annual_target, place, lineage, project_lineage';
export const changeColumns =
  'position, seat, ordinal, event_id, budget_id, draft_id, unit_key, fiscal_year, project_id, entity_id, entity_kind, entity_name, ' +
  'kind, path, before, after, delta, effect, version, recorded_at, actor, editor_id, source, reason, basis_document';

type Columns<Row, Keys extends readonly (keyof Row)[]> = { -readonly [At in keyof Keys]: Row[Keys[At]] };

export function toBudget(row: unknown): BudgetRow {
  const [budgetId, unitKey, fiscalYear, taxonomy, openedPosition] = row as Columns<
    BudgetRow,
    ['budgetId', 'unitKey', 'fiscalYear', 'taxonomy', 'openedPosition']
  >;
  return { budgetId, unitKey, fiscalYear, taxonomy, openedPosition };
}

// Written out member by member: a page has hundreds of rows, and rest and spread cost thirty times as much.

type Shared = ['position', 'budgetId', 'version', 'status'];

export function toFundUser(row: unknown): FundUserVersion {
  const [fundUserId, position, budgetId, version, status, orderKey, name, declared, lineage] = row as [
    string,
    ...Columns<FundUserVersion, [...Shared, 'orderKey', 'name']>,
    string,
    ...Columns<FundUserVersion, ['lineage']>,
  ];
  // prettier-ignore
  return {
    fundUserId, position, budgetId, version, status, orderKey, name, lineage,
    declared: JSON.parse(declared) as FundUserVersion['declared'],
  };
}

export function toProject(row: unknown): ProjectVersion {
  // prettier-ignore
  const [
    projectId, position, budgetId, version, status, unitKey, fiscalYear, key, hash, fundUserId, name,
    goal, fiscalAppropriation, specialAccount, other, declaredTotal, total, targets,
  ] = row as [
    string,
    ...Columns<ProjectVersion, [...Shared, 'unitKey', 'fiscalYear', 'orderKey', 'hash', 'fundUserId', 'name']>,
    ...Columns<ProjectVersion, ['goal']>,
    ...Columns<Funding, ['fiscalAppropriation', 'specialAccount', 'other']>,
    ...Columns<ProjectVersion, ['declaredTotal', 'total', 'targets']>,
  ];
  // prettier-ignore
  return {
    projectId, position, budgetId, version, status, unitKey, fiscalYear, orderKey: orderKeyOf(key), hash, fundUserId,
    name, goal, funding: { fiscalAppropriation, specialAccount, other }, declaredTotal, total, targets,
  };
}

export function toIndicator(row: unknown): IndicatorVersion {
  // prettier-ignore
  const [
    indicatorId, position, budgetId, version, status, unitKey, fiscalYear, key, projectId, changedVersion, level2, name,
    cycleTarget, annualTarget, place, lineage, projectLineage,
  ] = row as [
    string,
    ...Columns<IndicatorVersion, [...Shared, 'unitKey', 'fiscalYear', 'orderKey', 'projectId', 'changedVersion']>,
    ...Columns<IndicatorVersion, ['level2', 'name', 'cycleTarget', 'annualTarget', 'place', 'lineage', 'projectLineage']>,
  ];
  // prettier-ignore
  return {
    indicatorId, position, budgetId, version, status, unitKey, fiscalYear, orderKey: orderKeyOf(key), projectId,
    changedVersion, level2, name, cycleTarget, annualTarget, place, lineage, projectLineage,
  };
}

export function toChange(row: unknown): ChangedCell {
  // prettier-ignore
  const [
    position, seat, ordinal, eventId, budgetId, draftId, unitKey, fiscalYear, projectId, entityId, entityKind, entityName,
    kind, path, before, after, delta, effect, version, recordedAt, actor, editorId, source, reason, basisDocument,
  ] = row as [
    ...Columns<ChangedCell, ['position', 'rank', 'ordinal', 'eventId', 'budgetId', 'draftId', 'unitKey', 'fiscalYear']>,
    ...Columns<ChangedCell, ['projectId', 'entityId', 'entityKind', 'entityName', 'kind', 'path', 'before', 'after']>,
    ...Columns<ChangedCell, ['delta', 'effect', 'version', 'recordedAt']>,
    string,
    ...Columns<ChangedCell, ['editorId', 'source', 'reason', 'basisDocument']>,
  ];
  // prettier-ignore
  return {
    eventId, position, ordinal, rank: 0 - seat, budgetId, draftId, unitKey, fiscalYear, projectId, entityId, entityKind, entityName, kind,
    path, before, after, delta, effect, version, recordedAt, actor: JSON.parse(actor) as ChangedCell['actor'],
    editorId, source, reason, basisDocument,
  };
}
