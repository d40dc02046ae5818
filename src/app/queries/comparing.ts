import { statsByGroup } from '../../../projections/compare/group-stats.js';
import { QueryError } from '../../../services/query-error.js';
import type {
  At,
  Basis,
  BudgetAt,
  BudgetView,
  CompareBase,
  ComparisonGrouping,
  ComparisonPageAsked,
  Queries,
  RootArguments,
} from '../../../services/services.js';
import type { Changes, Points, Rows, Seals } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';
import type { BudgetViews } from './budget-views.js';
import type { ComparedTable, ComparedTables } from './comparison-pages.js';
import { checkComparedRows } from './check-filter.js';
import { comparisonPages, firstPageFinder, listOf } from './comparison-pages.js';
import { lazily } from './connection.js';
import type { Contents } from './contents.js';
import { givenCursor } from './cursor.js';
import { differenceFinder } from './differences.js';
import { tellRows } from './rows-to-read.js';
import { sharedFirstPage } from './going-on.js';
import type { QueryPoints } from './points/points.js';
import { isFixed, isOfOneBudget } from './points/points.js';
import { tablePoint } from './points/table-point.js';
import { unknownBudget } from './unknown.js';

export interface ComparingTools {
  readModel: Changes & Points & Pick<Rows, 'fundUserVersions'> & Pick<Seals, 'annotations'>;
  points: Pick<QueryPoints, 'overall'>;
  budgets: BudgetViews;
  contents: Contents;
  /** Bound of what is kept of comparisons. */
  bytes: number;
}

/** Compares any two points, of one budget or of two. */
export function comparer({ readModel, points, budgets, contents, bytes }: ComparingTools): Queries['compare'] {
  const differencesOf = differenceFinder(contents, bytes);
  const pageOf = comparisonPages({ readModel, budgets, differencesOf });
  const tablesOfFirstPage = firstPageFinder({ budgets });

  async function tableAt(
    side: 'from' | 'to',
    { budgetId, at: own }: BudgetAt,
    shared: At | null,
    head: Basis,
  ): Promise<ComparedTable> {
    const at = own ?? shared;
    try {
      const budget = await budgets.read(budgetId, at, head);
      if (budget === null) throw unknownBudget(budgetId);
      return { fixed: isFixed(at), budget };
    } catch (error) {
      const isOwn = error instanceof QueryError && (own !== null || error.argument[0] === 'budgetId');
      throw isOwn ? error.within(side) : error;
    }
  }

  /**
   * By when something had been said about saves: by the point that the whole comparison is asked at, though both tables be
   * earlier, else nobody who compares two versions would learn of it. A point of one budget is where a table is read.
   */
  async function pointOfQuestion({ at, head }: Pick<RootArguments, 'at' | 'head'>, { from, to }: ComparedTables) {
    if (!isOfOneBudget(at)) return (await points.overall(at, head)).position;
    const old = from.budget.basis.position;
    const now = to.budget.basis.position;
    return old > now ? old : now;
  }

  /** The version of the budget that both tables have in common. It moves with either of them. */
  async function mergeBase(from: BudgetView, to: BudgetView): Promise<ComparedTable> {
    if (from.id !== to.id) throw nothingInCommon();
    const version = Math.min(versionUnder(from), versionUnder(to));
    const save = checkNotLost(await readModel.saveAt(from.id, { version }), `version ${version} of ${from.id}`);
    return { fixed: false, budget: await budgets.view(tablePoint(save)) };
  }

  /** The two tables as they were at the first page of the pages that are to go on; without any as they are asked for. */
  async function tablesOf(asked: ComparedTables, base: CompareBase, goingOn: readonly ComparisonPageAsked[]) {
    const pages = goingOn.flatMap(({ filter, page }) => {
      const cursor = givenCursor(page);
      return cursor === null ? [] : [{ filter, cursor }];
    });
    const first = await sharedFirstPage(
      pages,
      ({ filter, cursor }) => tablesOfFirstPage(asked, listOf(asked, base, filter), cursor),
      (tables) => `${tables.from.basis.position} ${tables.to.basis.position}`,
    );
    if (first === null) return asked;
    return { from: { ...asked.from, budget: first.from }, to: { ...asked.to, budget: first.to } };
  }

  /** Of a class as the later table's taxonomy calls it; of a fund user where it stands. */
  async function groupName(grouping: ComparisonGrouping, key: string, ...tables: BudgetView[]): Promise<string | null> {
    for (const { taxonomy, basis, branch } of tables) {
      const level = { LEVEL1: taxonomy.level1, LEVEL2: taxonomy.level2, FUND_USER: null }[grouping];
      const name =
        level === null
          ? (await readModel.fundUserVersions([key], basis.position, branch ?? undefined))[0]?.name
          : level.find(({ code }) => code === key)?.name;
      if (name !== undefined) return name;
    }
    return null;
  }

  return async (from, to, { at, head, beforeReading }, base = 'DIRECT', goingOn = []) => {
    const given = await tableAt('from', from, at, head);
    const wanted = await tableAt('to', to, at, head);
    const asked = { from: base === 'DIRECT' ? given : await mergeBase(given.budget, wanted.budget), to: wanted };
    const tables = await tablesOf(asked, base, goingOn);
    const old = tables.from.budget;
    const now = tables.to.budget;
    const differences = lazily(async () => {
      if (old.contentHash !== now.contentHash) await tellRows(contents, [old, now], beforeReading);
      return differencesOf(old, now);
    });
    const knownBy = await pointOfQuestion({ at, head }, tables);
    return {
      from: old.basis,
      to: now.basis,
      tables: { from: old, to: now },
      totalsFrom: old.totals,
      totalsTo: now.totals,
      identical: async () => old.contentHash === now.contentHash || (await differences()).rows.length === 0,
      stats: async () => (await differences()).stats,
      async statsBy(grouping) {
        const { rows, places } = await differences();
        return statsByGroup(rows, places, grouping).map((group) => ({
          ...group,
          name: () => groupName(grouping, group.key, now, old),
        }));
      },
      async rows(filter, page) {
        checkComparedRows(filter);
        return pageOf(tables, { base, filter, knownBy }, page, differences);
      },
    };
  };
}

/** The version of the budget that a table was made out of: a draft's base, which is another once it is refreshed. */
function versionUnder({ branch, basis }: BudgetView): number {
  return branch === null ? basis.version : branch.baseVersion;
}

function nothingInCommon(): QueryError {
  return new QueryError(
    'INVALID_INPUT',
    '以共同版本为基础（base: MERGE_BASE）比较时，from 与 to 须属于同一预算（或其草案）；两个预算没有共同的版本，请改为直接比较（DIRECT）。',
    'With base MERGE_BASE, from and to have to be of one budget or its drafts; two budgets have no version in common. Use DIRECT.',
    ['base'],
  );
}
