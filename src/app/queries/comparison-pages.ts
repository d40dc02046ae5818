import type { Position } from '../../../events/position.js';
import type {
  BudgetView,
  CompareBase,
  ComparisonRowView,
  ConnectionArguments,
  ConnectionView,
} from '../../../services/services.js';
import type { RowFilter } from '../../../projections/row-filter.js';
import { filterRows } from '../../../projections/row-filter.js';
import type { Changes } from '../../ports/read-model.js';
import type { BudgetViews } from './budget-views.js';
import { withLastChanges } from './comparison-changes.js';
import { connection, countBound } from './connection.js';
import type { ListIdentity } from './cursor.js';
import { checkSamePoint, identityOf, readCursor } from './cursor.js';
import type { Differences } from './differences.js';
import { tableIdentity } from './paging.js';

/** One of the two tables of a comparison. */
export interface ComparedTable {
  /** Somebody asked for this very point: later pages cannot go on at an earlier one. */
  fixed: boolean;
  budget: BudgetView;
}

export interface ComparedTables {
  from: ComparedTable;
  to: ComparedTable;
}

export interface ComparisonPagesTools {
  readModel: Changes;
  budgets: Pick<BudgetViews, 'earlier'>;
  differencesOf: (from: BudgetView, to: BudgetView) => Promise<Differences>;
}

interface PageStart {
  /** Every row that differs, whatever is asked for. */
  all: Differences['rows'];
  /** Index of the page's first row among those that are asked for. */
  start: number;
  from: BudgetView;
  to: BudgetView;
}

/** Where a cursor stands in its list, and the two tables as the first page of the list had them. */
export interface ListPlace {
  from: BudgetView;
  to: BudgetView;
  /** Of the row that the cursor stands on. */
  index: number;
}

/** Finds what the first page of a cursor's list was read at. @throws QueryError INVALID_CURSOR */
export function firstPageFinder({ budgets }: Pick<ComparisonPagesTools, 'budgets'>) {
  async function atFirstPage({ fixed, budget }: ComparedTable, position: Position): Promise<BudgetView> {
    if (fixed || budget.basis.position < position) checkSamePoint(position, budget.basis);
    if (budget.basis.position === position) return budget;
    return (await budgets.earlier(budget, position)) ?? budget;
  }

  return async ({ from, to }: ComparedTables, list: ListIdentity, after: string): Promise<ListPlace> => {
    const { position, key } = readCursor(list, after);
    const [fromPosition = '', index] = key.split(' ');
    const old = await atFirstPage(from, fromPosition as Position);
    return { from: old, to: await atFirstPage(to, position), index: Number(index) };
  };
}

export function listOf({ from, to }: ComparedTables, base: CompareBase, filter: RowFilter): ListIdentity {
  return ['compare', ...tableIdentity(from.budget), ...tableIdentity(to.budget), base, identityOf(filter)];
}

/** Pages of the rows that differ; each is read at the two points of the first one. */
export function comparisonPages(tools: ComparisonPagesTools) {
  const { readModel, differencesOf } = tools;
  const tablesOfFirstPage = firstPageFinder(tools);

  /** @param differences of the two tables as they are asked for now */
  async function beginning(
    { from, to }: ComparedTables,
    list: ListIdentity,
    after: string | null,
    differences: () => Promise<Differences>,
  ): Promise<PageStart> {
    if (after === null) {
      const { rows } = await differences();
      return { all: rows, start: 0, from: from.budget, to: to.budget };
    }
    const first = await tablesOfFirstPage({ from, to }, list, after);
    const { rows } = await differencesOf(first.from, first.to);
    return { all: rows, start: first.index + 1, from: first.from, to: first.to };
  }

  return async (
    tables: ComparedTables,
    { base, filter }: { base: CompareBase; filter: RowFilter },
    page: ConnectionArguments,
    differences: () => Promise<Differences>,
  ): Promise<ConnectionView<ComparisonRowView>> => {
    const list = listOf(tables, base, filter);
    const { all, start, from, to } = await beginning(tables, list, page.after, differences);
    const rows = filterRows(all, filter);
    const shown = rows.slice(start, start + page.first);
    const keyed = shown.map((row, index) => ({ key: `${from.basis.position} ${start + index}`, row }));
    return connection({
      list,
      page,
      basis: to.basis,
      nodes: withLastChanges(readModel, shown, from, to),
      rows: { rows: keyed, more: rows.length > start + page.first },
      count: async () => ({ value: Math.min(rows.length, countBound), exact: rows.length <= countBound }),
    });
  };
}
