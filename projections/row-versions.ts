import type { FundUserState, IndicatorState, OpenBudgetState, ProjectState } from '../events/budget/budget.state.js';
import { versionIn } from '../events/budget/budget.state.js';
import { sumAmounts } from '../events/money.js';
import type { Position } from '../events/position.js';
import { fundUserKey, indicatorKey, projectKey } from './order-key.js';
import type { EntityStatus, FundUserVersion, IndicatorVersion, ProjectVersion } from './rows.js';

/** The rows as they stand after a save; `position` is that of its last event. */
export interface AtSave {
  budget: OpenBudgetState;
  position: Position;
}

export function fundUserVersion(row: FundUserState, { budget, position }: AtSave): FundUserVersion {
  return {
    fundUserId: row.id,
    budgetId: budget.budgetId,
    version: budget.version,
    position,
    status: statusOf(row.withdrawn),
    orderKey: fundUserKey(row),
    name: row.name,
    declared: row.declared,
    lineage: row.lineage ?? null,
  };
}

export function projectVersion(row: ProjectState, hash: string, { budget, position }: AtSave): ProjectVersion {
  const { fiscalAppropriation, specialAccount, other } = row.funding;
  return {
    projectId: row.id,
    budgetId: budget.budgetId,
    unitKey: budget.unitKey,
    fiscalYear: budget.fiscalYear,
    version: budget.version,
    position,
    status: statusOf(row.withdrawn),
    orderKey: projectKeyIn(budget, row),
    hash,
    fundUserId: row.fundUserId,
    name: row.name,
    goal: row.goal,
    funding: row.funding,
    declaredTotal: row.declaredTotal,
    total: sumAmounts([fiscalAppropriation, specialAccount, other]),
    targets: [...row.indicators.values()].filter((indicator) => !indicator.withdrawn && hasTarget(indicator)).length,
  };
}

export function indicatorVersion(row: IndicatorState, project: ProjectState, at: AtSave): IndicatorVersion {
  const { budget, position } = at;
  return {
    indicatorId: row.id,
    projectId: project.id,
    budgetId: budget.budgetId,
    unitKey: budget.unitKey,
    fiscalYear: budget.fiscalYear,
    version: budget.version,
    position,
    changedVersion: versionIn(budget, row.stamp),
    status: statusOf(row.withdrawn || project.withdrawn),
    orderKey: indicatorKey(fundUserOf(budget, project), project, row),
    level2: row.level2,
    name: row.name,
    cycleTarget: row.cycleTarget,
    annualTarget: row.annualTarget,
    place: row.place,
    lineage: row.lineage ?? null,
    projectLineage: project.lineage ?? null,
  };
}

function hasTarget({ cycleTarget, annualTarget }: IndicatorState): boolean {
  return cycleTarget !== '' || annualTarget !== '';
}

export function projectKeyIn(budget: OpenBudgetState, project: ProjectState): string {
  return projectKey(fundUserOf(budget, project), project);
}

function statusOf(withdrawn: boolean): EntityStatus {
  return withdrawn ? 'WITHDRAWN' : 'ACTIVE';
}

function fundUserOf(budget: OpenBudgetState, { fundUserId, id }: ProjectState): FundUserState {
  const fundUser = budget.fundUsers.get(fundUserId);
  if (fundUser === undefined) throw new Error(`project ${id} names the fund user ${fundUserId}, which is not there`);
  return fundUser;
}
