import type { Basis, BudgetView, ConnectionArguments } from '../../../services/services.js';
import { pageFrom } from '../../ports/paging.js';
import type { Page } from '../../ports/read-model.js';
import type { PointAsked } from './asked-table.js';
import { askedTable } from './asked-table.js';
import type { BudgetViews } from './budget-views.js';
import type { ListIdentity, ReadCursor } from './cursor.js';
import { checkSamePoint, givenCursor, readCursor } from './cursor.js';
import type { QueryPoints } from './points/points.js';
import { isFixed } from './points/points.js';

/** A list over the ledger, or over the one budget that its filter names. */
export interface ListAsked extends PointAsked {
  list: ListIdentity;
  page: ConnectionArguments;
}

/** What a list's page is read at. */
export interface ListStart {
  /** Its identity at its point: a draft's list is another than the budget's. */
  list: ListIdentity;
  point: Basis;
  /** The table, where the point is one of a budget; null: the point is one of the whole ledger. */
  table: BudgetView | null;
  rows: Page;
}

export interface Paging {
  /**
   * The point that a list is read at, and the rows of its page.
   * @throws QueryError INVALID_CURSOR if `at` asks for another point than the cursor's; VERSION_NEEDS_ONE_BUDGET for a
   *   point of one budget where the list is over many; NOT_FOUND
   */
  begin(asked: ListAsked): Promise<ListStart>;
  /** The table at the list's point; nested lists go on at their own first page's, whatever the budget is read at now. */
  beginWithin(
    list: ListIdentity,
    page: ConnectionArguments,
    budget: BudgetView,
  ): Promise<{ budget: BudgetView; rows: Page }>;
}

/** Every page is read at the basis of the first one, which its cursors name, whatever has been recorded since. */
export function pagingOf(
  points: Pick<QueryPoints, 'given' | 'overall' | 'movedOnFrom'>,
  budgets: Pick<BudgetViews, 'earlier' | 'read'>,
): Paging {
  /** A cursor of another ledger, or of what was restored away since, is at a point that this ledger never gave. */
  async function cursorOf(list: ListIdentity, page: ConnectionArguments): Promise<ReadCursor | null> {
    const given = givenCursor(page);
    if (given === null) return null;
    const cursor = readCursor(list, given);
    await points.given(cursor.position, [given.argument]);
    return cursor;
  }

  async function beginOverall({ list, page, at, head }: ListAsked): Promise<ListStart> {
    const cursor = await cursorOf(list, page);
    // A page that nothing was recorded behind is one of the head, like the first.
    const isBehind = cursor !== null && cursor.position !== head.position;
    let point = await points.overall(at ?? (isBehind ? { position: cursor.position } : null), head);
    if (cursor !== null && cursor.position < point.position && (await points.movedOnFrom(at, cursor.position))) {
      point = await points.overall({ position: cursor.position }, head);
    }
    if (cursor !== null) checkSamePoint(cursor, point);
    return { list, point, table: null, rows: pageFrom(page, cursor?.key ?? null) };
  }

  /** At a version, a seal or a draft of one budget. */
  async function beginInTable({ list: named, page, at }: ListAsked, asked: BudgetView): Promise<ListStart> {
    const draftId = asked.branch?.draftId;
    const list: ListIdentity = draftId === undefined ? named : [...named, draftId];
    const cursor = await cursorOf(list, page);
    const rows = pageFrom(page, cursor?.key ?? null);
    if (cursor === null || cursor.position === asked.basis.position) {
      return { list, point: asked.basis, table: asked, rows };
    }
    if (isFixed(at) || cursor.position > asked.basis.position) checkSamePoint(cursor, asked.basis);
    const table = (await budgets.earlier(asked, cursor)) ?? asked;
    return { list, point: table.basis, table, rows };
  }

  return {
    async begin(asked) {
      const table = await askedTable(budgets, asked);
      return table === null ? beginOverall(asked) : beginInTable(asked, table);
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

/** The one value of a filter that a list is narrowed to; undefined: there is none, or several. */
export function onlyOf<Value>(values: readonly Value[] | undefined): Value | undefined {
  return values?.length === 1 ? values[0] : undefined;
}

/** What a list below a budget belongs to: a draft's table is another than the budget's, and so are their cursors. */
export function tableIdentity({ id, branch }: BudgetView): string[] {
  return branch === null ? [id] : [id, branch.draftId];
}
