import type { FundUserState, IndicatorState, OpenBudgetState, ProjectState } from '../events/budget/budget.state.js';
import { sumAmounts } from '../events/money.js';
import type { Position } from '../events/position.js';
import { fundUserKey, indicatorKey, projectKey } from './order-key.js';
import type { EntityStatus, FundUserVersion, IndicatorVersion, ProjectVersion } from './rows.js';

/** The rows as they stand after a save; `position` is that of its last event. */
export interface AtSave {
  budget: OpenBudgetState;
  position: Position;
}

export function fundUserVersion(row: FundUserState, at: AtSave): FundUserVersion {
  return {
    ...{ fundUserId: row.id, budgetId: at.budget.budgetId, version: at.budget.version, position: at.position },
    ...{ status: statusOf(row.withdrawn), orderKey: fundUserKey(row), name: row.name, declared: row.declared },
  };
}

export function projectVersion(row: ProjectState, hash: string, at: AtSave): ProjectVersion {
  const { fundUserId, name, funding, declaredTotal } = row;
  return {
    ...{ projectId: row.id, ...about(at), status: statusOf(row.withdrawn), orderKey: projectKeyIn(at.budget, row) },
    ...{ hash, fundUserId, name, funding, declaredTotal, total: sumAmounts(Object.values(funding)) },
  };
}

export function indicatorVersion(row: IndicatorState, project: ProjectState, at: AtSave): IndicatorVersion {
  const { level2, name, cycleTarget, annualTarget, place } = row;
  return {
    ...{ indicatorId: row.id, projectId: project.id, ...about(at), changedVersion: row.stamp.version },
    status: statusOf(row.withdrawn || project.withdrawn),
    orderKey: indicatorKey(fundUserOf(at.budget, project), project, row),
    ...{ level2, name, cycleTarget, annualTarget, place },
  };
}

export function projectKeyIn(budget: OpenBudgetState, project: ProjectState): string {
  return projectKey(fundUserOf(budget, project), project);
}

function about({ budget, position }: AtSave) {
  const { budgetId, unitKey, fiscalYear, version } = budget;
  return { budgetId, unitKey, fiscalYear, version, position };
}

function statusOf(withdrawn: boolean): EntityStatus {
  return withdrawn ? 'WITHDRAWN' : 'ACTIVE';
}

function fundUserOf(budget: OpenBudgetState, { fundUserId, id }: ProjectState): FundUserState {
  const fundUser = budget.fundUsers.get(fundUserId);
  if (fundUser === undefined) throw new Error(`project ${id} names the fund user ${fundUserId}, which is not there`);
  return fundUser;
}
