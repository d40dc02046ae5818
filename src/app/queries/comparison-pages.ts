import type { Position } from '../../../events/position.js';
import type {
  BudgetView,
  CompareBase,
  ComparisonNodeView,
  ConnectionArguments,
  ConnectionView,
} from '../../../services/services.js';
import type { Changes } from '../../ports/read-model.js';
import type { BudgetViews } from './budget-views.js';
import { withLastChanges } from './comparison-changes.js';
import { connection, countBound } from './connection.js';
import type { ListIdentity } from './cursor.js';
import { checkSamePoint, readCursor } from './cursor.js';
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
  rows: Differences['rows'];
  /** Index of the page's first row. */
  start: number;
  from: BudgetView;
  to: BudgetView;
}

/** Pages of the rows that differ; each is read at the two points of the first one. */
export function comparisonPages({ readModel, budgets, differencesOf }: ComparisonPagesTools) {
  /** The table as the first page of the list had it. */
  async function atFirstPage({ fixed, budget }: ComparedTable, position: Position): Promise<BudgetView> {
    if (fixed || budget.basis.position < position) checkSamePoint(position, budget.basis);
    if (budget.basis.position === position) return budget;
    return (await budgets.earlier(budget, position)) ?? budget;
  }

  /** @param differences of the two tables as they are asked for now */
  async function beginning(
    { from, to }: ComparedTables,
    list: ListIdentity,
    after: string | null,
    differences: () => Promise<Differences>,
  ): Promise<PageStart> {
    if (after === null) {
      const { rows } = await differences();
      return { rows, start: 0, from: from.budget, to: to.budget };
    }
    const { position, key } = readCursor(list, after);
    const [fromPosition = '', index] = key.split(' ');
    const old = await atFirstPage(from, fromPosition as Position);
    const now = await atFirstPage(to, position);
    const { rows } = await differencesOf(old, now);
    return { rows, start: Number(index) + 1, from: old, to: now };
  }

  return async (
    tables: ComparedTables,
    base: CompareBase,
    page: ConnectionArguments,
    differences: () => Promise<Differences>,
  ): Promise<ConnectionView<ComparisonNodeView>> => {
    const directly: ListIdentity = [
      'compare',
      ...tableIdentity(tables.from.budget),
      ...tableIdentity(tables.to.budget),
    ];
    const list: ListIdentity = base === 'DIRECT' ? directly : [...directly, base];
    const { rows, start, from, to } = await beginning(tables, list, page.after, differences);
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
