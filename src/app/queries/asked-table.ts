import type { At, Basis, BudgetView } from '../../../services/services.js';
import type { BudgetViews } from './budget-views.js';
import { isOfOneBudget } from './points/points.js';
import { unknownBudgetIn } from './unknown.js';

/** What is asked about many budgets, or about the one that a filter names. */
export interface PointAsked {
  at: At | null;
  head: Basis;
  /** Absent: over many. */
  budgetId?: string | undefined;
}

/**
 * The table of the one budget, where the point is a version, a seal or a draft of it; null: the question and its point are
 * of the ledger as a whole.
 * @throws QueryError NOT_FOUND
 */
export async function askedTable(
  budgets: Pick<BudgetViews, 'read'>,
  { at, head, budgetId }: PointAsked,
): Promise<BudgetView | null> {
  if (budgetId === undefined || !isOfOneBudget(at)) return null;
  const table = await budgets.read(budgetId, at, head);
  if (table === null) throw unknownBudgetIn(budgetId, ['filter', 'budgetIds']);
  return table;
}
