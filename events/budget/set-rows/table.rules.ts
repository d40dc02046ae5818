import type { BudgetEvent } from '../budget.events.js';
import type { OpenBudgetState } from '../budget.state.js';
import { nameKey } from '../budget.state.js';
import { findFundUser, findIndicator, findProject, checkInForce, nameTaken } from '../editing.js';
import { touchOf } from '../touches.js';
import { fundUserHasProjects } from '../fund-user.decide.js';
import { checkIndicatorName } from '../indicator.rules.js';

/**
 * Whether a table keeps its rules after some events. It did before them, so only rows are looked at that are new, came
 * back, went, or have another name, class or fund user.
 * @throws Refusal naming the row, with the path `rows`, its id and the cell
 */
export function checkTable(events: readonly BudgetEvent[], after: OpenBudgetState): void {
  const renamed = new Set<string>();
  const withdrawn = new Set<string>();
  for (const event of events) {
    const touch = touchOf(event, after.budgetId);
    if (touch === null) continue;
    if (touch.change === 'WITHDRAWN') {
      if (touch.row.kind === 'FUND_USER') withdrawn.add(touch.row.id);
      continue;
    }
    const judged = touch.cells().filter(({ path }) => judgedPaths.has(path));
    for (const id of new Set(judged.map(({ rowId }) => rowId))) {
      if (after.fundUsers.has(id)) renamed.add(id);
      else if (after.projects.has(id)) checkProject(id, after);
      else if (after.projectOfIndicator.has(id)) checkIndicator(id, after);
    }
  }
  if (renamed.size > 0) checkFundUserNames(renamed, after);
  if (withdrawn.size > 0) checkNoProjectsUnder(withdrawn, after);
}

/** What the rules look at; null: that the row is in the table. */
const judgedPaths: ReadonlySet<string | null> = new Set([null, 'name', 'class', 'fundUser']);

function checkProject(id: string, after: OpenBudgetState): void {
  const { fundUserId, name } = findProject(after, id);
  checkInForce(findFundUser(after, fundUserId), ['rows', id, 'fundUser']);
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

function checkNoProjectsUnder(ids: ReadonlySet<string>, after: OpenBudgetState): void {
  const held = after.projects.find(({ fundUserId, withdrawn }) => !withdrawn && ids.has(fundUserId));
  if (held === undefined) return;
  const row = findFundUser(after, held.fundUserId);
  throw fundUserHasProjects(row, held, ['rows', row.id]);
}
