import { QueryError } from '../../../services/query-error.js';

/** For questions that make no sense without the budget. */
export function unknownBudget(budgetId: string): QueryError {
  const shown = budgetId.slice(0, 80);
  return new QueryError(
    'UNKNOWN_BUDGET',
    `没有编号为“${shown}”的预算，或它在该时点尚未建立；请核对编号与时点。`,
    `There is no budget "${shown}", or it was not opened yet at that point; check the id and the point.`,
    ['budgetId'],
  );
}
