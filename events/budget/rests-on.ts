import type { BudgetEdit } from './budget.commands.js';
import type { OpenBudgetState } from './budget.state.js';
import { hasHad } from './set-rows/add-rows.js';

/**
 * The rows of which an edit settles whether they are in the table, what they are called and where they belong. If it is
 * refused, later edits may be right or wrong because of it. A row that is not there, and is not added, stays so.
 */
export function rowsSettledBy(edit: BudgetEdit, now: OpenBudgetState): string[] {
  const isAdding = edit.type === 'AddFundUser' || edit.type === 'AddProject' || edit.type === 'AddIndicator';
  return settledBy(edit).filter((id) => isAdding || hasHad(now, id));
}

function settledBy(edit: BudgetEdit): string[] {
  switch (edit.type) {
    case 'RenameBudget':
    case 'ReviseDeclaredTotals':
    case 'MoveProject':
    case 'ReviseFunding':
    case 'ReviseGoal':
    case 'MoveIndicator':
      return [];
    case 'AddFundUser':
    case 'RenameFundUser':
    case 'WithdrawFundUser':
    case 'RestoreFundUser':
      return [edit.fundUserId];
    case 'AddProject':
      return [edit.projectId, ...edit.indicators.map(({ indicatorId }) => indicatorId)];
    case 'RenameProject':
    case 'AssignFundUser':
    case 'WithdrawProject':
    case 'RestoreProject':
      return [edit.projectId];
    case 'ReviseIndicator':
      return edit.name === undefined && edit.level2 === undefined ? [] : [edit.indicatorId];
    case 'AddIndicator':
    case 'WithdrawIndicator':
    case 'RestoreIndicator':
      return [edit.indicatorId];
  }
}

/**
 * Whether an edit is about a row that a refused edit would have settled, or withdraws a fund user that only such
 * projects still have.
 */
export function restsOn(edit: BudgetEdit, unsettled: ReadonlySet<string>, now: OpenBudgetState): boolean {
  if (unsettled.size === 0 || edit.type === 'RenameBudget') return false;
  if ('indicatorId' in edit) return unsettled.has(edit.indicatorId);
  if ('projectId' in edit) return unsettled.has(edit.projectId);
  const { fundUserId } = edit;
  if (unsettled.has(fundUserId)) return true;
  if (edit.type !== 'WithdrawFundUser') return false;
  const held = now.projects.filter((project) => project.fundUserId === fundUserId && !project.withdrawn);
  return held.size > 0 && held.every(({ id }) => unsettled.has(id));
}
