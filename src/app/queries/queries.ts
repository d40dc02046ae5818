import { budgetOfStream } from '../../../events/identity.js';
import { decodeEvent } from '../../../events/record.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type {
  BudgetView,
  FundUserView,
  IndicatorView,
  LedgerEventView,
  ProjectView,
  Queries,
  Reading,
} from '../../../schema/services.js';
import type { ActorDirectory } from '../../ports/actor-directory.js';
import type { EventReader } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import { basisResolver } from './basis.js';
import { budgetViews } from './budget-views.js';
import { changeQueries } from './changes.js';
import { comparing } from './comparing.js';
import type { Contents } from './contents.js';
import { cachedContents } from './contents.js';
import { lists } from './lists.js';
import { pagingOf } from './paging.js';
import { indicatorAt, projectAt } from './row-views.js';
import { sealingQueries } from './sealing.js';
import { stageMatrices } from './stages.js';
import { declaredView, tableReader } from './table.js';

export interface QueryTools {
  views: ReadModel;
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
  const { views, events, directory, now, patienceMs = 5_000, cacheBytes = 64 * 1024 * 1024 } = tools;
  const basis = basisResolver({ views, events, now, patienceMs });
  const contents = tools.contents ?? cachedContents(views, cacheBytes);
  const budgets = budgetViews(basis, contents);
  const table = tableReader(contents);
  const { checks: controlChecks, ...sealing } = sealingQueries(views);
  const paging = pagingOf(basis, budgets);

  async function project(id: string, reading: Reading): Promise<ProjectView | null> {
    const [newest] = await views.projectVersions([id], reading.head.position);
    const budget = newest ? await budgets.read(newest.budgetId, reading) : null;
    if (!newest || budget === null) return null;
    const { position } = budget.basis;
    const row = position === reading.head.position ? newest : (await views.projectVersions([id], position))[0];
    if (!row) return null;
    const [content] = await contents.projects([row.hash]);
    return content === undefined ? null : projectAt(content, row, budget);
  }

  async function indicator(id: string, reading: Reading): Promise<IndicatorView | null> {
    const [newest] = await views.indicatorVersions([id], reading.head.position);
    const parent = newest ? await project(newest.projectId, reading) : null;
    if (!newest || parent === null) return null;
    const [row] = await views.indicatorVersions([id], parent.basis.position);
    return row ? indicatorAt(row, parent) : null;
  }

  async function fundUser(id: string, reading: Reading): Promise<FundUserView | null> {
    const [newest] = await views.fundUserVersions([id], reading.head.position);
    const budget = newest ? await budgets.read(newest.budgetId, reading) : null;
    if (budget === null) return null;
    const [row] = await views.fundUserVersions([id], budget.basis.position);
    if (!row) return null;
    const ordinal = row.status === 'ACTIVE' ? await table.fundUserOrdinal(budget, row.orderKey) : 0;
    const declaredTotals = declaredView(row.declared);
    const { name, status, lineage, orderKey } = row;
    return { id, ordinal, name, status, declaredTotals, lineage, budget, orderKey };
  }

  /** Read once for all projects of one answer. */
  const fundUsersByBudget = new WeakMap<BudgetView, Promise<FundUserView[]>>();
  function fundUsersOf(budget: BudgetView): Promise<FundUserView[]> {
    const known = fundUsersByBudget.get(budget) ?? table.fundUsers(budget);
    fundUsersByBudget.set(budget, known);
    return known;
  }

  async function budgetAtChange({ budgetId, version }: Pick<ChangedCell, 'budgetId' | 'version'>): Promise<BudgetView> {
    const save = await views.saveAt(budgetId, { version });
    if (save === null) throw new Error(`the read model has lost version ${version} of ${budgetId}`);
    return budgets.afterSave(save);
  }

  async function event(position: LedgerEventView['position']): Promise<LedgerEventView> {
    const stored = await events.readAt(position);
    if (stored === null) throw new Error(`the event store has no event at ${position}`);
    return { ...decodeEvent(stored.body), position };
  }

  return {
    ...lists({ views, paging, budgets, table, contents }),
    ...changeQueries(views, basis, paging),
    compare: comparing({ views, budgets, contents, bytes: Math.ceil(cacheBytes / 4) }),
    ...sealing,
    stages: stageMatrices({
      ...{ views, budgets, paging, contents },
      sealsOf: sealing.seals,
      bytes: Math.ceil(cacheBytes / 16),
    }),
    ...{ project, indicator, event },
    head: (minPosition) => basis.head(minPosition),
    budget: (id, reading) => budgets.read(id, reading),

    async budgetOf(unitKey, fiscalYear, reading) {
      const { position } = reading.head;
      const { rows } = await views.budgets({ unitKey, fiscalYear }, position, { first: 1, after: null });
      return rows[0] === undefined ? null : budgets.read(rows[0].row.budget.budgetId, reading);
    },

    async node(id, reading) {
      switch (await views.kindOf(id)) {
        case 'BUDGET':
          return wrap(await budgets.read(id, reading), (budget) => ({ kind: 'BUDGET', budget }));
        case 'FUND_USER':
          return wrap(await fundUser(id, reading), (found) => ({ kind: 'FUND_USER', fundUser: found }));
        case 'PROJECT':
          return wrap(await project(id, reading), (found) => ({ kind: 'PROJECT', project: found }));
        case 'INDICATOR':
          return wrap(await indicator(id, reading), (found) => ({ kind: 'INDICATOR', indicator: found }));
        case 'EVENT': {
          const position = await views.eventPosition(id);
          const found = position === null ? null : await event(position);
          const save = found === null ? null : await basis.saveOf(budgetOfStream(found.stream) ?? '', reading);
          return found === null || save === null || found.position > save.lastPosition
            ? null
            : { kind: 'EVENT', event: found };
        }
        case 'DRAFT':
        case null:
          return null;
      }
    },

    fundUsers: fundUsersOf,
    fundUserTotals: (of) => table.fundUserTotals(of),
    declaredTotals: (budget) => table.declaredTotals(budget),
    checks: async (budget) => [...(await controlChecks(budget)), ...(await table.checks(budget))],
    projectOrdinal: (of) => table.projectOrdinal(of),

    async projectVersion(of) {
      const [row] = await views.projectVersions([of.id], of.basis.position);
      return row?.version ?? of.basis.version;
    },

    async projectFundUser(of) {
      const inForce = await fundUsersOf(of.budget);
      const holder = inForce.find(({ id }) => id === of.fundUserId);
      if (holder !== undefined) return holder;
      const found = await fundUser(of.fundUserId, { at: { position: of.basis.position }, head: of.basis });
      if (found === null) throw new Error(`the read model has lost the fund user ${of.fundUserId}`);
      return found;
    },

    async indicatorVersion(of) {
      const [row] = await views.indicatorVersions([of.id], of.project.basis.position);
      return row?.changedVersion ?? of.project.basis.version;
    },

    budgetAtChange,

    async projectAtChange(change) {
      if (change.projectId === null) return null;
      const { basis: head } = await budgetAtChange(change);
      return project(change.projectId, { at: { version: change.version }, head });
    },

    actorName: (actorId) => directory.nameOf(actorId),
  };
}

function wrap<View, Node>(view: View | null, node: (view: View) => Node): Node | null {
  return view === null ? null : node(view);
}
