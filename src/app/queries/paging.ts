import type { At, Basis, BudgetView, ConnectionArguments } from '../../../services/services.js';
import { pageFrom } from '../../ports/paging.js';
import type { Page } from '../../ports/read-model.js';
import type { BudgetViews } from './budget-views.js';
import type { ListIdentity, ReadCursor } from './cursor.js';
import { checkSamePoint, givenCursor, readCursor } from './cursor.js';
import type { QueryPoints } from './points/points.js';

export interface Paging {
  /**
   * The point that a list over many budgets is read at, and the rows of its page.
   * @throws QueryError INVALID_CURSOR if `at` asks for another point than the cursor's
   */
  begin(
    list: ListIdentity,
    page: ConnectionArguments,
    at: At | null,
    head: Basis,
  ): Promise<{ point: Basis; rows: Page }>;
  /** The table at the list's point; nested lists go on at their own first page's, whatever the budget is read at now. */
  beginWithin(
    list: ListIdentity,
    page: ConnectionArguments,
    budget: BudgetView,
  ): Promise<{ budget: BudgetView; rows: Page }>;
}

/** Every page is read at the basis of the first one, which its cursors name, whatever has been recorded since. */
export function pagingOf(
  points: Pick<QueryPoints, 'given' | 'overall'>,
  budgets: Pick<BudgetViews, 'earlier'>,
): Paging {
  /** A cursor of another ledger, or of what was restored away since, is at a point that this ledger never gave. */
  async function cursorOf(list: ListIdentity, page: ConnectionArguments): Promise<ReadCursor | null> {
    const given = givenCursor(page);
    if (given === null) return null;
    const cursor = readCursor(list, given);
    await points.given(cursor.position, [given.argument]);
    return cursor;
  }

  return {
    async begin(list, page, at, head) {
      const cursor = await cursorOf(list, page);
      // A page that nothing was recorded behind is one of the head, like the first.
      const isBehind = cursor !== null && cursor.position !== head.position;
      const point = await points.overall(at ?? (isBehind ? { position: cursor.position } : null), head);
      if (cursor !== null) checkSamePoint(cursor, point);
      return { point, rows: pageFrom(page, cursor?.key ?? null) };
    },

    async beginWithin(list, page, budget) {
      const cursor = await cursorOf(list, page);
      const rows = pageFrom(page, cursor?.key ?? null);
      if (cursor === null || cursor.position === budget.basis.position) return { budget, rows };
      if (cursor.position > budget.basis.position) checkSamePoint(cursor, budget.basis);
      return { budget: (await budgets.earlier(budget, cursor)) ?? budget, rows };
    },
  };
}

/** What a list below a budget belongs to: a draft's table is another than the budget's, and so are their cursors. */
export function tableIdentity({ id, branch }: BudgetView): string[] {
  return branch === null ? [id] : [id, branch.draftId];
}
