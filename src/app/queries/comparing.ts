import type { ComparedRow } from '../../../projections/compare/compare.js';
import type { Position } from '../../../events/position.js';
import type { ChangedCell } from '../../../projections/rows.js';
import { QueryError } from '../../../services/query-error.js';
import type {
  BudgetView,
  CompareBase,
  ComparisonNodeView,
  ConnectionArguments,
  ConnectionView,
  PointView,
  Queries,
  Reading,
} from '../../../services/services.js';
import type { ReadModel } from '../../ports/read-model.js';
import type { BudgetViews } from './budget-views.js';
import { connection, countBound, samePoint } from './connection.js';
import type { Contents } from './contents.js';
import type { ListIdentity } from './cursor.js';
import { readCursor } from './cursor.js';
import type { Differences } from './differences.js';
import { differenceFinder } from './differences.js';
import { lazily } from './lazily.js';
import { tableIdentity } from './paging.js';
import { unknownBudget } from './unknown-budget.js';

export interface ComparingTools {
  readModel: Pick<ReadModel, 'lastChanges' | 'draft' | 'saveAt'>;
  budgets: BudgetViews;
  contents: Contents;
  /** Bound of what is kept of comparisons. */
  bytes: number;
}

/** One of the two points of a comparison, and the table there. */
interface Side {
  /** Somebody asked for this very point: later pages cannot go on at an earlier one. */
  fixed: boolean;
  budget: BudgetView;
}

/** Compares any two points, of one budget or of two. */
export function comparing({ readModel, budgets, contents, bytes }: ComparingTools): Queries['compare'] {
  const differencesOf = differenceFinder(contents, bytes);

  async function sideAt(name: 'from' | 'to', { budgetId, at }: PointView, reading: Reading): Promise<Side> {
    const asked = at ?? reading.at;
    try {
      const budget = await budgets.read(budgetId, { at: asked, head: reading.head });
      if (budget === null) throw unknownBudget(budgetId);
      return { fixed: isFixed(asked), budget };
    } catch (error) {
      const isOwn = error instanceof QueryError && (at !== null || error.code === 'UNKNOWN_BUDGET');
      throw isOwn ? error.within(name) : error;
    }
  }

  /** The version that both points have in common, in the place of `from`. It moves with either of them. */
  async function mergeBase(from: BudgetView, to: BudgetView): Promise<Side> {
    if (from.id !== to.id) throw nothingInCommon();
    const version = Math.min(await restsOn(from), await restsOn(to));
    const save = await readModel.saveAt(from.id, { version });
    if (save === null) throw new Error(`the read model has lost version ${version} of ${from.id}`);
    return { fixed: false, budget: await budgets.afterSave(save) };
  }

  /** The version of the budget that a table was made out of: a draft's base, which is another once it is refreshed. */
  async function restsOn({ branch, basis }: BudgetView): Promise<number> {
    if (branch === null) return basis.version;
    const found = await readModel.draft(branch.draftId, basis.position);
    if (found === null) throw new Error(`the read model has lost the draft ${branch.draftId}`);
    return found.draft.base.version;
  }

  /** The side as the first page of a list had it. */
  async function sideOfPage({ fixed, budget }: Side, position: Position): Promise<Side> {
    if (fixed || budget.basis.position < position) samePoint(position, budget.basis);
    if (budget.basis.position === position) return { fixed, budget };
    return { fixed, budget: (await budgets.earlier(budget, position)) ?? budget };
  }

  async function pageOf(
    [from, to]: readonly [Side, Side],
    base: CompareBase,
    page: ConnectionArguments,
    differences: () => Promise<Differences>,
  ): Promise<ConnectionView<ComparisonNodeView>> {
    const directly: ListIdentity = ['compare', ...tableIdentity(from.budget), ...tableIdentity(to.budget)];
    const list: ListIdentity = base === 'DIRECT' ? directly : [...directly, base];
    const { rows, start, sides } = await beginning();
    const old = sides[0].budget;
    const now = sides[1].budget;
    const shown = rows.slice(start, start + page.first);
    const keyed = shown.map((row, index) => ({ key: `${old.basis.position} ${start + index}`, row }));
    return connection({
      list,
      page,
      basis: now.basis,
      nodes: nodesOf(shown, lastChanges(shown, old, now)),
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

  /** Read for the whole page at once: of each table the cells that are asked there. */
  function lastChanges(rows: readonly ComparedRow[], from: BudgetView, to: BudgetView) {
    const read = async (): Promise<Map<string, ChangedCell>> => {
      const found = new Map<string, ChangedCell>();
      for (const table of new Set([to, from])) {
        const cells = rows
          .filter((row) => askedIn(row, from, to).includes(table))
          .flatMap(({ entityId, cells }) => cells.map(({ path }) => ({ entityId, path })));
        const last = await readModel.lastChanges(cells, table.basis.position, table.branch ?? undefined);
        cells.forEach(({ entityId, path }, index) => {
          const cell = `${entityId} ${path}`;
          const change = last[index] ?? null;
          const before = found.get(cell);
          if (change !== null && (before === undefined || isIn(before, from))) found.set(cell, change);
        });
      }
      return found;
    };
    const once = lazily(read);
    return async (entityId: string, path: string) => (await once()).get(`${entityId} ${path}`) ?? null;
  }

  return async (from, to, reading, base = 'DIRECT') => {
    const given = await sideAt('from', from, reading);
    const wanted = await sideAt('to', to, reading);
    const other = base === 'DIRECT' ? given : await mergeBase(given.budget, wanted.budget);
    const sides = [other, wanted] as const;
    const old = sides[0].budget;
    const now = sides[1].budget;
    const differences = lazily(() => differencesOf(old, now));
    return {
      from: old.basis,
      to: now.basis,
      totalsFrom: old.totals,
      totalsTo: now.totals,
      identical: async () => old.contentHash === now.contentHash || (await differences()).rows.length === 0,
      stats: async () => (await differences()).stats,
      nodes: (page) => pageOf(sides, base, page, differences),
    };
  };
}

/** A draft by its id alone is the draft now. */
function isFixed(at: PointView['at']): boolean {
  if (at === null) return false;
  return !at.draft || (at.draft.version ?? at.draft.time ?? null) !== null;
}

/**
 * Where a row's cells were set last: of one budget in the later table; of two, where the row stands; where a draft
 * takes part, in `to` by what `from` does not have, else in `from`, which then is what made the difference.
 */
function askedIn({ kind }: ComparedRow, from: BudgetView, to: BudgetView): BudgetView[] {
  if (from.id !== to.id) return [kind === 'REMOVED' ? from : to];
  if (from.branch !== null || to.branch !== null) return [from, to];
  return [from.basis.position > to.basis.position ? from : to];
}

/** Whether a table's history holds the change. */
function isIn({ draftId, position }: ChangedCell, { branch, basis }: BudgetView): boolean {
  if (draftId !== null) return draftId === branch?.draftId && position <= basis.position;
  return position <= (branch === null ? basis.position : branch.openedOn);
}

function nothingInCommon(): QueryError {
  return new QueryError(
    'INVALID_ARGUMENT',
    'base 为 MERGE_BASE 时，from 与 to 须属于同一预算（或其草案）；两个预算没有共同的版本，请改用 DIRECT。',
    'With base MERGE_BASE, from and to have to be of one budget or its drafts; two budgets have no version in common. Use DIRECT.',
    ['base'],
  );
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
