import type { ComparedRow } from '../../../projections/compare/compare.js';
import type { Position } from '../../../events/position.js';
import type { ChangedCell } from '../../../projections/rows.js';
import { QueryError } from '../../../schema/query-error.js';
import type {
  BudgetView,
  ComparisonNodeView,
  ConnectionArguments,
  ConnectionView,
  PointView,
  Queries,
  Reading,
} from '../../../schema/services.js';
import type { ReadModel } from '../../ports/read-model.js';
import type { BudgetViews } from './budget-views.js';
import { connection, countBound, samePoint } from './connection.js';
import type { Contents } from './contents.js';
import type { ListIdentity } from './cursor.js';
import { readCursor } from './cursor.js';
import type { Differences } from './differences.js';
import { differenceFinder } from './differences.js';
import { lazily } from './lazily.js';
import { unknownBudget } from './unknown-budget.js';

export interface ComparingTools {
  views: Pick<ReadModel, 'lastChanges'>;
  budgets: BudgetViews;
  contents: Contents;
  /** Bound of what is kept of comparisons. */
  bytes: number;
}

/** One of the two points of a comparison, and the budget there. */
interface Side {
  /** Null: nobody asked for this very point. */
  at: PointView['at'];
  budget: BudgetView;
}

/** Compares any two points, of one budget or of two. */
export function comparing({ views, budgets, contents, bytes }: ComparingTools): Queries['compare'] {
  const differencesOf = differenceFinder(contents, bytes);

  async function sideAt(name: 'from' | 'to', { budgetId, at }: PointView, reading: Reading): Promise<Side> {
    const asked = at ?? reading.at;
    try {
      const budget = await budgets.read(budgetId, { at: asked, head: reading.head });
      if (budget === null) throw unknownBudget(budgetId);
      return { at: asked, budget };
    } catch (error) {
      const isOwn = error instanceof QueryError && (at !== null || error.code === 'UNKNOWN_BUDGET');
      throw isOwn ? error.within(name) : error;
    }
  }

  /** The side as the first page of a list had it. */
  async function sideOfPage({ at, budget }: Side, position: Position): Promise<Side> {
    if (at !== null || budget.basis.position < position) samePoint(position, budget.basis);
    if (budget.basis.position === position) return { at, budget };
    const then = await budgets.read(budget.id, { at: { position }, head: budget.basis });
    return { at, budget: then ?? budget };
  }

  async function pageOf(
    [from, to]: readonly [Side, Side],
    page: ConnectionArguments,
    differences: () => Promise<Differences>,
  ): Promise<ConnectionView<ComparisonNodeView>> {
    const list: ListIdentity = ['compare', from.budget.id, to.budget.id];
    const { rows, start, sides } = await beginning();
    const [old, now] = [sides[0].budget, sides[1].budget];
    const shown = rows.slice(start, start + page.first);
    const keyed = shown.map((row, index) => ({ key: `${old.basis.position} ${start + index}`, row }));
    return connection({
      ...{ list, page, basis: now.basis, nodes: nodesOf(shown, lastChanges(shown, old, now)) },
      rows: { rows: keyed, more: rows.length > start + page.first },
      count: async () => ({ value: Math.min(rows.length, countBound), exact: rows.length <= countBound }),
    });

    async function beginning() {
      if (page.after === null) return { ...(await differences()), start: 0, sides: [from, to] as const };
      const { position, key } = readCursor(list, page.after);
      const [fromPosition = '', index] = key.split(' ');
      const then = [await sideOfPage(from, fromPosition as Position), await sideOfPage(to, position)] as const;
      const found = await differencesOf(then[0].budget, then[1].budget);
      return { ...found, start: Number(index) + 1, sides: then };
    }
  }

  /** Of one budget at the later of the points; of two, of each row where it stands. Read for the whole page at once. */
  function lastChanges(rows: readonly ComparedRow[], from: BudgetView, to: BudgetView) {
    const [old, now] = [from.basis.position, to.basis.position];
    const later = old > now ? old : now;
    const positionOf = ({ kind }: ComparedRow) => (from.id === to.id ? later : kind === 'REMOVED' ? old : now);
    const read = async (): Promise<Map<string, ChangedCell | null>> => {
      const found = new Map<string, ChangedCell | null>();
      for (const position of new Set(rows.map(positionOf))) {
        const cells = rows
          .filter((row) => positionOf(row) === position)
          .flatMap(({ entityId, cells }) => cells.map(({ path }) => ({ entityId, path })));
        const last = await views.lastChanges(cells, position);
        cells.forEach((cell, index) => found.set(`${cell.entityId} ${cell.path}`, last[index] ?? null));
      }
      return found;
    };
    const once = lazily(read);
    return async (entityId: string, path: string) => (await once()).get(`${entityId} ${path}`) ?? null;
  }

  return async (from, to, reading) => {
    const sides = [await sideAt('from', from, reading), await sideAt('to', to, reading)] as const;
    const [old, now] = [sides[0].budget, sides[1].budget];
    const differences = lazily(() => differencesOf(old, now));
    return {
      ...{ from: old.basis, to: now.basis, totalsFrom: old.totals, totalsTo: now.totals },
      identical: async () => old.contentHash === now.contentHash || (await differences()).rows.length === 0,
      stats: async () => (await differences()).stats,
      nodes: (page) => pageOf(sides, page, differences),
    };
  };
}

function nodesOf(
  rows: readonly ComparedRow[],
  lastChange: (entityId: string, path: string) => Promise<ChangedCell | null>,
): ComparisonNodeView[] {
  return rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => ({ ...cell, lastChange: () => lastChange(row.entityId, cell.path) })),
  }));
}
