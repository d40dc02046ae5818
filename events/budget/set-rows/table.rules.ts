import type { BudgetEvent } from '../budget.events.js';
import type { OpenBudgetState } from '../budget.state.js';
import { nameKey } from '../budget.state.js';
import { findFundUser, findIndicator, findProject, inForce, nameTaken } from '../editing.js';
import { stillHasProjects } from '../fund-user.decide.js';
import { checkIndicatorName } from '../indicator.rules.js';

/**
 * The rules of the table, held against what events have made of it. What no event has touched keeps them, so only rows
 * are looked at that are new, came back, went, or have another name, class or fund user.
 * @throws Refusal naming the row, with the path `rows`, its id and the cell
 */
export function checkTable(events: readonly BudgetEvent[], after: OpenBudgetState): void {
  const renamed = new Set<string>();
  const withdrawn = new Set<string>();
  for (const { type, data } of events) {
    if (type === 'FundUserAdded' || type === 'FundUserRenamed' || type === 'FundUserRestored') {
      renamed.add(data.fundUserId);
    }
    if (type === 'FundUserWithdrawn') withdrawn.add(data.fundUserId);
    if (type === 'ProjectRenamed' || type === 'ProjectAssignedToFundUser' || type === 'ProjectRestored') {
      checkProject(data.projectId, after);
    }
    if (type === 'ProjectAdded') {
      checkProject(data.projectId, after);
      for (const { indicatorId } of data.indicators) checkIndicator(indicatorId, after);
    }
    if (type === 'IndicatorAdded') checkIndicator(data.indicator.indicatorId, after);
    if (type === 'IndicatorRenamed' || type === 'IndicatorReclassified' || type === 'IndicatorRestored') {
      checkIndicator(data.indicatorId, after);
    }
  }
  if (renamed.size > 0) checkFundUserNames(renamed, after);
  if (withdrawn.size > 0) checkWithdrawn(withdrawn, after);
}

function checkProject(id: string, after: OpenBudgetState): void {
  const { fundUserId, name } = findProject(after, id);
  inForce(findFundUser(after, fundUserId), ['rows', id, 'fundUser']);
  const other = after.projectNames.get(nameKey(fundUserId, name))?.find((holder) => holder !== id);
  if (other !== undefined) throw nameTaken('项目', 'a project', name, ['rows', id, 'name'], other);
}

function checkIndicator(id: string, after: OpenBudgetState): void {
  const { project, indicator } = findIndicator(after, id);
  checkIndicatorName(project, indicator, id, ['rows', id, 'name']);
}

function checkFundUserNames(ids: ReadonlySet<string>, { fundUsers }: OpenBudgetState): void {
  const holders = new Map<string, string>();
  for (const { id, name, withdrawn } of fundUsers.values()) {
    if (withdrawn) continue;
    const other = holders.get(name);
    holders.set(name, id);
    if (other === undefined || !(ids.has(id) || ids.has(other))) continue;
    const [own, taken] = ids.has(id) ? [id, other] : [other, id];
    throw nameTaken('资金使用单位', 'a fund user', name, ['rows', own, 'name'], taken);
  }
}

function checkWithdrawn(ids: ReadonlySet<string>, after: OpenBudgetState): void {
  const held = after.projects.find(({ fundUserId, withdrawn }) => !withdrawn && ids.has(fundUserId));
  if (held === undefined) return;
  const row = findFundUser(after, held.fundUserId);
  throw stillHasProjects(row, held, ['rows', row.id]);
}
