import { Refusal } from '../refusal.js';
import { checkText } from '../text.js';
import type { OpenBudgetState } from '../budget/budget.state.js';
import { cellPaths } from '../budget/cells.js';
import type { DraftRemark } from './draft.events.js';

const remarksAtMost = 200;

/**
 * Checks remarks: each has to be about a row that the table has or had, and about a cell that such a row has.
 * @returns them as they are recorded
 * @throws Refusal NOT_FOUND, INVALID_INPUT, TOO_LARGE with the place
 */
export function checkRemarks(remarks: readonly DraftRemark[], state: OpenBudgetState): DraftRemark[] {
  if (remarks.length > remarksAtMost) {
    throw new Refusal(
      'TOO_LARGE',
      `一次退回至多附 ${remarksAtMost} 条逐行意见，现有 ${remarks.length} 条；请合并。`,
      `One return carries at most ${remarksAtMost} remarks, not ${remarks.length}; join some of them.`,
      { argument: ['remarks'] },
    );
  }
  return remarks.map(({ entityId, path, opinion }, index) => {
    const argument = ['remarks', String(index)];
    const paths = pathsOf(entityId, state);
    if (paths === null) {
      throw new Refusal(
        'NOT_FOUND',
        `草案中没有编号为“${entityId.slice(0, 80)}”的行；请核对编号。`,
        `The draft has no row with the id "${entityId.slice(0, 80)}"; check the id.`,
        { argument: [...argument, 'entityId'], entityId: entityId.slice(0, 80) },
      );
    }
    if (path !== null && !paths.includes(path)) {
      throw new Refusal(
        'INVALID_INPUT',
        `该行没有单元格“${path.slice(0, 80)}”；可选：${paths.join('、')}。`,
        `The row has no cell "${path.slice(0, 80)}"; there are: ${paths.join(', ')}.`,
        { argument: [...argument, 'path'], entityId },
      );
    }
    return { entityId, path, opinion: checkText('opinion', opinion, [...argument, 'opinion']) };
  });
}

function pathsOf(id: string, state: OpenBudgetState): readonly string[] | null {
  if (id === state.budgetId) return cellPaths.BUDGET;
  if (state.fundUsers.has(id)) return cellPaths.FUND_USER;
  if (state.projects.has(id)) return cellPaths.PROJECT;
  return state.projectOfIndicator.has(id) ? cellPaths.INDICATOR : null;
}
