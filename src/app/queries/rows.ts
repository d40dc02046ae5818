import type { Position } from '../../../events/position.js';
import type { FundUserVersion, IndicatorVersion, ProjectVersion } from '../../../projections/rows.js';
import type {
  AtDraft,
  Basis,
  BudgetView,
  FundUserView,
  IndicatorView,
  ProjectView,
  RootArguments,
} from '../../../services/services.js';
import type { QueryError } from '../../../services/query-error.js';
import type { Branch, Drafts, Rows } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';
import type { BudgetViews } from './budget-views.js';
import type { Contents } from './contents.js';
import type { QueryPoints } from './points/points.js';
import { indicatorAt, projectAt, versionIn } from './row-views.js';
import type { tableReader } from './table.js';
import { declaredView } from './table.js';
import { draftOfAnotherBudget } from './unknown.js';

export interface RowTools {
  readModel: Rows & Drafts;
  points: Pick<QueryPoints, 'ofDraft'>;
  budgets: BudgetViews;
  contents: Contents;
  table: ReturnType<typeof tableReader>;
}

export type RowQueries = ReturnType<typeof rowQueries>;

type RowsAt<Row> = (ids: readonly string[], position: Position, branch?: Branch) => Promise<(Row | null)[]>;

/** A row, and the table that it stands in. */
interface Found<Row> {
  row: Row;
  budget: BudgetView;
}

/** Rows by their ids; each finds the table that it stands in, the budget's or the draft's that is asked about. */
export function rowQueries({ readModel, points, budgets, contents, table }: RowTools) {
  /** Rows at the point that is asked about, in the order of the ids; null: unknown, or not there yet. */
  async function find<Row extends { budgetId: string }>(
    rowsAt: RowsAt<Row>,
    ids: readonly string[],
    { at, head }: RootArguments,
  ): Promise<(Found<Row> | null)[]> {
    if (at?.draft) return findInDraft(rowsAt, ids, at.draft, head);
    const newest = await rowsAt(ids, head.position);
    const known = [...new Set(newest.flatMap((row) => row?.budgetId ?? []))];
    const views = await Promise.all(known.map((id) => budgets.read(id, at, head)));
    const budgetOf = new Map(known.map((id, index) => [id, views[index] ?? null]));
    const asked = newest.map((row, index): Found<Row> | string | null => {
      const budget = row && budgetOf.get(row.budgetId);
      if (!budget) return null;
      return budget.basis.position === head.position ? { row, budget } : (ids[index] as string);
    });
    const earlier = new Map<string, Found<Row> | null>();
    for (const budget of new Set(views)) {
      if (budget === null) continue;
      const rows = asked.flatMap((each, index) =>
        typeof each === 'string' && newest[index]?.budgetId === budget.id ? [each] : [],
      );
      for (const [id, row] of await rowsIn(rowsAt, rows, budget)) earlier.set(id, row && { row, budget });
    }
    return asked.map((each) => (typeof each === 'string' ? (earlier.get(each) ?? null) : each));
  }

  async function findInDraft<Row extends { budgetId: string }>(
    rowsAt: RowsAt<Row>,
    ids: readonly string[],
    draft: AtDraft,
    head: Basis,
  ): Promise<(Found<Row> | null)[]> {
    const budget = await budgets.view(await points.ofDraft(draft, head));
    const found = await rowsIn(rowsAt, ids, budget);
    for (const row of found.values()) {
      if (row !== null && row.budgetId !== budget.id) throw await ofAnotherBudget(draft.id, budget);
    }
    return ids.map((id) => {
      const row = found.get(id) ?? null;
      return row && { row, budget };
    });
  }

  async function ofAnotherBudget(draftId: string, { basis }: BudgetView): Promise<QueryError> {
    const { draft } = checkNotLost(await readModel.draft(draftId, basis.position), `the draft ${draftId}`);
    return draftOfAnotherBudget(draft, readModel);
  }

  /** Of one table; asked for together. */
  async function rowsIn<Row>(
    rowsAt: RowsAt<Row>,
    ids: readonly string[],
    { basis, branch }: BudgetView,
  ): Promise<Map<string, Row | null>> {
    if (ids.length === 0) return new Map();
    const rows = await rowsAt(ids, basis.position, branch ?? undefined);
    return new Map(ids.map((id, index) => [id, rows[index] ?? null]));
  }

  async function rowIn<Row>(rowsAt: RowsAt<Row>, id: string, budget: BudgetView): Promise<Row | null> {
    return (await rowsIn(rowsAt, [id], budget)).get(id) ?? null;
  }

  async function projectIn(id: string, budget: BudgetView): Promise<ProjectView | null> {
    const row = await rowIn(readModel.projectVersions, id, budget);
    const [project = null] = await projectsOf([row && { row, budget }]);
    return project;
  }

  /** In the order given; their contents are read together. */
  async function projectsOf(found: readonly (Found<ProjectVersion> | null)[]): Promise<(ProjectView | null)[]> {
    const there = found.filter((each) => each !== null);
    const read = await contents.projects(there.map(({ row }) => row.hash));
    const views = new Map(
      there.map((each, index) => {
        const content = checkNotLost(read[index], `the content ${each.row.hash}`);
        return [each, projectAt(content, each.row, each.budget)];
      }),
    );
    return found.map((each) => each && (views.get(each) ?? null));
  }

  /** Each within its project at the same point. */
  async function indicatorsOf(found: readonly (Found<IndicatorVersion> | null)[]): Promise<(IndicatorView | null)[]> {
    const parents = new Map<BudgetView, Map<string, ProjectView | null>>();
    for (const { budget } of found.filter((each) => each !== null)) {
      if (parents.has(budget)) continue;
      const within = found.filter((each) => each?.budget === budget);
      const ids = [...new Set(within.flatMap((each) => each?.row.projectId ?? []))];
      const rows = await rowsIn(readModel.projectVersions, ids, budget);
      const views = await projectsOf([...rows.values()].map((row) => row && { row, budget }));
      parents.set(budget, new Map(ids.map((id, index) => [id, views[index] ?? null])));
    }
    return found.map((each) => {
      const parent = each && parents.get(each.budget)?.get(each.row.projectId);
      return parent ? indicatorAt(each.row, parent) : null;
    });
  }

  async function fundUserIn(id: string, budget: BudgetView): Promise<FundUserView | null> {
    const row = await rowIn(readModel.fundUserVersions, id, budget);
    return row && fundUserOf(row, budget);
  }

  async function fundUserOf(row: FundUserVersion, budget: BudgetView): Promise<FundUserView> {
    const ordinal = row.status === 'ACTIVE' ? await table.fundUserOrdinal(budget, row.orderKey) : 0;
    const declaredTotals = declaredView(row.declared);
    const { fundUserId: id, name, status, lineage, orderKey } = row;
    return { id, ordinal, name, status, declaredTotals, lineage, budget, orderKey };
  }

  async function indicatorIn(id: string, budget: BudgetView): Promise<IndicatorView | null> {
    const row = await rowIn(readModel.indicatorVersions, id, budget);
    const [indicator = null] = await indicatorsOf([row && { row, budget }]);
    return indicator;
  }

  return {
    projectIn,
    fundUserIn,
    indicatorIn,

    /** Of one table, in the order given. */
    async projectsIn(ids: readonly string[], budget: BudgetView): Promise<(ProjectView | null)[]> {
      const found = await rowsIn(readModel.projectVersions, ids, budget);
      return projectsOf(ids.map((id) => found.get(id) ?? null).map((row) => row && { row, budget }));
    },

    async projects(ids: readonly string[], root: RootArguments): Promise<(ProjectView | null)[]> {
      return projectsOf(await find(readModel.projectVersions, ids, root));
    },

    async indicators(ids: readonly string[], root: RootArguments): Promise<(IndicatorView | null)[]> {
      return indicatorsOf(await find(readModel.indicatorVersions, ids, root));
    },

    async fundUsers(ids: readonly string[], root: RootArguments): Promise<(FundUserView | null)[]> {
      const found = await find(readModel.fundUserVersions, ids, root);
      return Promise.all(found.map(async (each) => each && fundUserOf(each.row, each.budget)));
    },

    /** Of the save that last changed it, as the table counts. */
    async projectVersion({ id, budget }: ProjectView): Promise<number> {
      const row = await rowIn(readModel.projectVersions, id, budget);
      return row === null ? budget.basis.version : versionIn(budget, row, row.version);
    },

    async fundUserVersion({ id, budget }: FundUserView): Promise<number> {
      const row = await rowIn(readModel.fundUserVersions, id, budget);
      return row === null ? budget.basis.version : versionIn(budget, row, row.version);
    },

    async indicatorVersion({ id, project: { budget } }: IndicatorView): Promise<number> {
      const row = await rowIn(readModel.indicatorVersions, id, budget);
      return row === null ? budget.basis.version : versionIn(budget, row, row.changedVersion);
    },
  };
}
