import { budgetOfStream, draftOfStream } from '../../../events/identity.js';
import { decodeEvent } from '../../../events/record.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { BudgetView, FundUserView, LedgerEventView, Queries, Reading } from '../../../services/services.js';
import type { ActorDirectory } from '../../ports/actor-directory.js';
import type { EventReader } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import { basisResolver } from './basis.js';
import { budgetViews } from './budget-views.js';
import { changeQueries } from './changes.js';
import { comparing } from './comparing.js';
import type { Contents } from './contents.js';
import { cachedContents } from './contents.js';
import { draftProjects } from './draft-projects.js';
import { draftQueries } from './drafts.js';
import { lists } from './lists.js';
import { pagingOf } from './paging.js';
import { rowQueries } from './rows.js';
import { sealingQueries } from './sealing.js';
import { stageMatrices } from './stages.js';
import { tableReader } from './table.js';

export interface QueryTools {
  readModel: ReadModel;
  events: Pick<EventReader, 'head' | 'readAt'>;
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
  const basis = basisResolver({ readModel, events, now, patienceMs });
  const contents = tools.contents ?? cachedContents(readModel, cacheBytes);
  const budgets = budgetViews(readModel, basis, contents);
  const table = tableReader(contents);
  const { checks: controlChecks, ...sealing } = sealingQueries(readModel);
  const paging = pagingOf(basis, budgets);

  const { project, indicator, fundUser, projectIn, fundUserIn, projectVersion, indicatorVersion } = rowQueries({
    readModel,
    budgets,
    contents,
    table,
  });

  /** Read once for all projects of one answer. */
  const fundUsersByBudget = new WeakMap<BudgetView, Promise<FundUserView[]>>();
  function fundUsersOf(budget: BudgetView): Promise<FundUserView[]> {
    const known = fundUsersByBudget.get(budget) ?? table.fundUsers(budget);
    fundUsersByBudget.set(budget, known);
    return known;
  }

  async function budgetAtChange({ budgetId, draftId, version }: ChangedCell): Promise<BudgetView> {
    const save = await readModel.saveAt(draftId ?? budgetId, { version });
    if (save === null) throw new Error(`the read model has lost version ${version} of ${draftId ?? budgetId}`);
    return budgets.afterSave(save);
  }

  async function event(position: LedgerEventView['position']): Promise<LedgerEventView> {
    const stored = await events.readAt(position);
    if (stored === null) throw new Error(`the event store has no event at ${position}`);
    return { ...decodeEvent(stored.body), position };
  }

  /** null: it was recorded behind the point that is asked about. */
  async function eventSeen(id: string, reading: Reading): Promise<LedgerEventView | null> {
    const position = await readModel.eventPosition(id);
    if (position === null) return null;
    const found = await event(position);
    const budget = await budgets.read(await budgetOf(found), reading);
    return budget === null || position > budget.basis.position ? null : found;
  }

  async function budgetOf({ stream, position }: LedgerEventView): Promise<string> {
    const draftId = draftOfStream(stream);
    const draft = draftId === null ? null : await readModel.draft(draftId, position);
    return draft?.draft.budgetId ?? budgetOfStream(stream) ?? '';
  }

  const drafts = draftQueries({ readModel, basis, budgets, paging, event });

  return {
    ...lists({ readModel, paging, budgets, table, contents, draftProjects: draftProjects(readModel, contents) }),
    ...changeQueries(readModel, basis, paging),
    compare: comparing({ readModel, budgets, contents, bytes: Math.ceil(cacheBytes / 4) }),
    ...sealing,
    stages: stageMatrices({
      readModel,
      budgets,
      paging,
      contents,
      sealsOf: sealing.seals,
      bytes: Math.ceil(cacheBytes / 16),
    }),
    ...drafts,
    project,
    indicator,
    event,
    head: (minPosition) => basis.head(minPosition),
    budget: (id, reading) => budgets.read(id, reading),

    async budgetOf(unit, fiscalYear, reading) {
      const { position } = reading.head;
      const { rows } = await readModel.budgets({ unit, fiscalYear }, position, { first: 1, after: null });
      return rows[0] === undefined ? null : budgets.read(rows[0].row.budget.budgetId, reading);
    },

    async node(id, reading) {
      switch (await readModel.kindOf(id)) {
        case 'BUDGET':
          return wrap(await budgets.read(id, reading), (budget) => ({ kind: 'BUDGET', budget }));
        case 'FUND_USER':
          return wrap(await fundUser(id, reading), (found) => ({ kind: 'FUND_USER', fundUser: found }));
        case 'PROJECT':
          return wrap(await project(id, reading), (found) => ({ kind: 'PROJECT', project: found }));
        case 'INDICATOR':
          return wrap(await indicator(id, reading), (found) => ({ kind: 'INDICATOR', indicator: found }));
        case 'EVENT':
          return wrap(await eventSeen(id, reading), (found) => ({ kind: 'EVENT', event: found }));
        case 'DRAFT':
          return wrap(await drafts.draft(id, reading), (draft) => ({ kind: 'DRAFT', draft }));
        case null:
          return null;
      }
    },

    fundUsers: fundUsersOf,
    fundUserTotals: (of) => table.fundUserTotals(of),
    declaredTotals: (budget) => table.declaredTotals(budget),
    checks: async (budget) => [...(await controlChecks(budget)), ...(await table.checks(budget))],
    projectOrdinal: (of) => table.projectOrdinal(of),

    projectVersion,
    indicatorVersion,

    async projectFundUser(of) {
      const inForce = await fundUsersOf(of.budget);
      const holder = inForce.find(({ id }) => id === of.fundUserId);
      if (holder !== undefined) return holder;
      const found = await fundUserIn(of.fundUserId, of.budget);
      if (found === null) throw new Error(`the read model has lost the fund user ${of.fundUserId}`);
      return found;
    },

    budgetAtChange,

    async projectAtChange(change) {
      if (change.projectId === null) return null;
      return projectIn(change.projectId, await budgetAtChange(change));
    },

    actorName: (actorId) => directory.nameOf(actorId),
  };
}

function wrap<View, Node>(view: View | null, node: (view: View) => Node): Node | null {
  return view === null ? null : node(view);
}
