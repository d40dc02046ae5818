import type { Basis, BudgetView, ConnectionArguments, Reading } from '../../../services/services.js';
import type { Page } from '../../ports/read-model.js';
import type { BasisResolver } from './basis.js';
import type { BudgetViews } from './budget-views.js';
import { samePoint, startOf } from './connection.js';
import type { ListIdentity } from './cursor.js';

export interface Paging {
  /** The point that a list over many budgets is read at, and the rows of its page. */
  begin(list: ListIdentity, page: ConnectionArguments, given: Reading): Promise<{ point: Basis; rows: Page }>;
  /** The table at the list's point; nested lists go on at their own first page's, whatever the root reads now. */
  beginWithin(
    list: ListIdentity,
    page: ConnectionArguments,
    budget: BudgetView,
  ): Promise<{ budget: BudgetView; rows: Page }>;
}

/** Each page is read at the basis of the first, and its cursors say which that was. */
export function pagingOf(basis: BasisResolver, budgets: BudgetViews): Paging {
  return {
    async begin(list, page, given) {
      const { key, reading, from } = startOf(list, page, given);
      const point = await basis.overall(reading);
      samePoint(from, point);
      return { point, rows: { first: page.first, after: key } };
    },

    async beginWithin(list, page, budget) {
      const { key, from } = startOf(list, page, { at: null, head: budget.basis });
      const rows = { first: page.first, after: key };
      if (from === null || from === budget.basis.position) return { budget, rows };
      if (from > budget.basis.position) samePoint(from, budget.basis);
      return { budget: (await budgets.earlier(budget, from)) ?? budget, rows };
    },
  };
}

/** What a list below a budget belongs to: a draft's table is another than the budget's, and so are their cursors. */
export function tableIdentity({ id, branch }: BudgetView): string[] {
  return branch === null ? [id] : [id, branch.draftId];
}
