import type { Position } from '../../../events/position.js';
import type {
  BudgetView,
  CompareBase,
  ComparisonRowView,
  ConnectionArguments,
  ConnectionView,
} from '../../../services/services.js';
import type { ComparedRowFilter } from '../../../projections/compare/compared-row-filter.js';
import { filterComparedRows } from '../../../projections/compare/compared-row-filter.js';
import { pagedRows, readingOf } from '../../ports/paging.js';
import type { Changes, Keyed, Seals } from '../../ports/read-model.js';
import type { BudgetViews } from './budget-views.js';
import { withLastChanges } from './comparison-changes.js';
import { connection, countBound } from './connection.js';
import type { GivenCursor, ListIdentity, ReadCursor } from './cursor.js';
import { checkSamePoint, givenCursor, identityOf, readCursor } from './cursor.js';
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

/** What is asked about them. */
export interface ComparisonAsked {
  base: CompareBase;
  filter: ComparedRowFilter;
  /** What had been said about saves by then. */
  knownBy: Position;
}

export interface ComparisonPagesTools {
  readModel: Changes & Pick<Seals, 'annotations'>;
  budgets: Pick<BudgetViews, 'earlier'>;
  differencesOf: (from: BudgetView, to: BudgetView) => Promise<Differences>;
}

interface PageStart {
  /** Every row that differs, whatever is asked for. */
  all: Differences['rows'];
  /** Index of the row that the page goes on from, among those that are asked for; null: from an end of the list. */
  beside: number | null;
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
  async function atFirstPage({ fixed, budget }: ComparedTable, cursor: Omit<ReadCursor, 'key'>): Promise<BudgetView> {
    const { position } = cursor;
    if (fixed || budget.basis.position < position) checkSamePoint(cursor, budget.basis);
    if (budget.basis.position === position) return budget;
    return (await budgets.earlier(budget, cursor)) ?? budget;
  }

  return async ({ from, to }: ComparedTables, list: ListIdentity, given: GivenCursor): Promise<ListPlace> => {
    const cursor = readCursor(list, given);
    const [fromPosition = '', index] = cursor.key.split(' ');
    const old = await atFirstPage(from, { ...cursor, position: fromPosition as Position });
    return { from: old, to: await atFirstPage(to, cursor), index: Number(index) };
  };
}

export function listOf({ from, to }: ComparedTables, base: CompareBase, filter: ComparedRowFilter): ListIdentity {
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
    page: ConnectionArguments,
    differences: () => Promise<Differences>,
  ): Promise<PageStart> {
    const cursor = givenCursor(page);
    if (cursor === null) {
      const { rows } = await differences();
      return { all: rows, beside: null, from: from.budget, to: to.budget };
    }
    const first = await tablesOfFirstPage({ from, to }, list, cursor);
    const { rows } = await differencesOf(first.from, first.to);
    return { all: rows, beside: first.index, from: first.from, to: first.to };
  }

  return async (
    tables: ComparedTables,
    { base, filter, knownBy }: ComparisonAsked,
    page: ConnectionArguments,
    differences: () => Promise<Differences>,
  ): Promise<ConnectionView<ComparisonRowView>> => {
    const list = listOf(tables, base, filter);
    const { all, beside, from, to } = await beginning(tables, list, page, differences);
    const rows = filterComparedRows(all, filter);
    const shown = pagedRows(page, readFrom(page, rows, beside, `${from.basis.position} `));
    return connection({
      list,
      page,
      basis: to.basis,
      nodes: withLastChanges(
        readModel,
        shown.rows.map(({ row }) => row),
        { from, to, knownBy },
      ),
      rows: shown,
      count: async () => ({ value: Math.min(rows.length, countBound), exact: rows.length <= countBound }),
    });
  };
}

/** The rows of a page and the next one, as they are read: from the row beside the page on. A row's key is its index. */
function readFrom<Row>(
  page: ConnectionArguments,
  rows: readonly Row[],
  beside: number | null,
  keyPrefix: string,
): Keyed<Row>[] {
  const { size, backwards } = readingOf(page);
  const start = backwards ? Math.max(0, (beside ?? rows.length) - size - 1) : (beside ?? -1) + 1;
  const end = backwards ? (beside ?? rows.length) : start + size + 1;
  const found = rows.slice(start, end).map((row, index) => ({ key: `${keyPrefix}${start + index}`, row }));
  return backwards ? found.reverse() : found;
}
