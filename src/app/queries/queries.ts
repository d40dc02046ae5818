import type { BudgetView, FundUserView, Queries } from '../../../services/services.js';
import type { ActorDirectory } from '../../ports/actor-directory.js';
import type { EventReader } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';
import { decodeOfTable } from '../stored-event.js';
import { aggregateQueries } from './aggregates.js';
import { budgetViews } from './budget-views.js';
import { changeOrigins } from './change-origins.js';
import { changedRowQueries } from './changed-rows.js';
import { changeQueries } from './changes.js';
import { comparer } from './comparing.js';
import type { Contents } from './contents.js';
import { cachedContents } from './contents.js';
import { draftQueries } from './drafts.js';
import { inItsPlaceQueries } from './in-its-place.js';
import { ledgerSaves } from './ledger-saves.js';
import { lists } from './lists.js';
import { nodeQueries } from './nodes.js';
import { outlineOf } from './outline.js';
import { pagingOf } from './paging.js';
import { createPoints } from './points/points.js';
import { tablePoint } from './points/table-point.js';
import { recordedNodes } from './recorded-nodes.js';
import { rowQueries } from './rows.js';
import { sealingQueries } from './sealing.js';
import { stageMatrices } from './stages.js';
import { tableLists } from './table-lists.js';
import { tableGroups } from './table-groups.js';
import { tableReader } from './table.js';
import { tableRows } from './table-rows.js';
import { unitQueries } from './units.js';

export interface QueryTools {
  readModel: ReadModel;
  events: Pick<EventReader, 'head' | 'readAt' | 'sharedWriters'>;
  directory: Pick<ActorDirectory, 'nameOf'>;
  /** Milliseconds since the epoch. */
  now: () => number;
  patienceMs?: number;
  cacheBytes?: number;
  /** Default: a cache of its own, of `cacheBytes`. */
  contents?: Contents;
}

/** Answers every question of the contract from a read model, whatever its engine. */
export function createQueries(tools: QueryTools): Queries {
  const { readModel, events, directory, now, patienceMs = 5_000, cacheBytes = 64 * 1024 * 1024 } = tools;
  const contents = tools.contents ?? cachedContents(readModel, cacheBytes);
  const points = createPoints({ readModel, events, now, patienceMs });
  const budgets = budgetViews(readModel, points, contents);
  const paging = pagingOf(points, budgets);
  const table = tableReader(contents);
  const tables = tableRows(readModel, Math.ceil(cacheBytes / 16));
  const groups = tableGroups(readModel, tables);
  const rows = rowQueries({ readModel, points, budgets, contents, table });
  const { draftsById, ...drafts } = draftQueries({ readModel, points, budgets, paging });
  const { checks: controlChecks, sealsById, ...sealing } = sealingQueries(readModel, points);

  const event: Queries['event'] = async (position) => {
    const stored = await events.readAt(position);
    if (stored === null) throw new Error(`the event store has no event at ${position}`);
    return { ...decodeOfTable(stored), position };
  };

  /** Read once for all projects of one answer. */
  const fundUsersByBudget = new WeakMap<BudgetView, Promise<FundUserView[]>>();
  function fundUsersOf(budget: BudgetView): Promise<FundUserView[]> {
    const known = fundUsersByBudget.get(budget) ?? table.fundUsers(budget);
    fundUsersByBudget.set(budget, known);
    return known;
  }

  return {
    head: (minPosition) => points.head(minPosition),
    event,
    ...nodeQueries({
      readModel,
      budgets,
      rows,
      drafts: { draftsById },
      seals: { sealsById },
      recorded: recordedNodes({ readModel, points, event }),
    }),
    ...lists({ readModel, paging, budgets, contents, tables, groups }),
    ...aggregateQueries({ readModel, points, budgets, groups }),
    ...tableLists({ readModel, paging, table, contents, tables, groups }),
    ...changeQueries(readModel, points, paging),
    ...changedRowQueries({ readModel, points, budgets, rows }),
    ...inItsPlaceQueries({ readModel, tables, rows }),
    ...ledgerSaves(readModel, points, paging),
    ...changeOrigins({ readModel, budgets, event, rows }),
    ...unitQueries({ readModel, paging, contents }),
    outline: (budget) => outlineOf(contents, budget),
    ...sealing,
    ...drafts,
    compare: comparer({ readModel, points, budgets, contents, bytes: Math.ceil(cacheBytes / 4) }),
    stages: stageMatrices({
      readModel,
      sealsOf: sealing.seals,
      points,
      budgets,
      paging,
      contents,
      bytes: Math.ceil(cacheBytes / 16),
    }),

    budget: (id, { at, head }) => budgets.read(id, at, head),

    async budgetOf(unit, fiscalYear, { at, head }) {
      const filter = { units: [unit], fiscalYears: [fiscalYear] };
      const page = await readModel.budgets(filter, 'PLACE_ASC', head.position, { first: 1, after: null });
      const found = page.rows[0]?.row ?? null;
      if (found === null) return null;
      return at === null ? budgets.view(tablePoint(found.save, head)) : budgets.read(found.budget.budgetId, at, head);
    },

    fundUsers: fundUsersOf,
    fundUserTotals: (of) => table.fundUserTotals(of),
    declaredTotals: (budget) => table.declaredTotals(budget),
    checks: async (budget) => [...(await controlChecks(budget)), ...(await table.checks(budget))],

    async project(id, root) {
      const [project = null] = await rows.projects([id], root);
      return project;
    },
    projectOrdinal: (of) => table.projectOrdinal(of),
    projectVersion: rows.projectVersion,
    fundUserVersion: rows.fundUserVersion,
    async projectFundUser(of) {
      const inForce = await fundUsersOf(of.budget);
      const holder = inForce.find(({ id }) => id === of.fundUserId);
      return holder ?? checkNotLost(await rows.fundUserIn(of.fundUserId, of.budget), `the fund user ${of.fundUserId}`);
    },
    async indicator(id, root) {
      const [indicator = null] = await rows.indicators([id], root);
      return indicator;
    },
    indicatorVersion: rows.indicatorVersion,

    actorName: (actorId) => directory.nameOf(actorId),
  };
}
