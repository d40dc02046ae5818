import type { ProjectVersion } from '../../../projections/rows.js';
import type { Basis, BudgetView, ProjectView, Queries } from '../../../services/services.js';
import type { ReadModel } from '../../ports/read-model.js';
import type { BudgetViews } from './budget-views.js';
import { connection, countBound } from './connection.js';
import type { Contents } from './contents.js';
import { fundingView } from './contents.js';
import type { ListIdentity } from './cursor.js';
import { identityOf } from './cursor.js';
import { lazily } from './lazily.js';
import type { DraftProjects } from './draft-projects.js';
import type { Paging } from './paging.js';
import { tableIdentity } from './paging.js';
import { indicatorAt, projectAt } from './row-views.js';
import type { tableReader } from './table.js';

export interface ListTools {
  readModel: ReadModel;
  paging: Paging;
  budgets: BudgetViews;
  table: ReturnType<typeof tableReader>;
  contents: Contents;
  draftProjects: DraftProjects;
}

type Lists = Pick<Queries, 'budgets' | 'projects' | 'indicators' | 'projectsOf' | 'versions'>;

/** The paged lists of rows and saves. */
export function lists({ readModel, paging, budgets, table, contents, draftProjects }: ListTools): Lists {
  const { begin, beginWithin } = paging;

  /** One view of each budget for all rows of an answer. */
  function budgetsAt(point: Basis): (id: string) => Promise<BudgetView> {
    const known = new Map<string, Promise<BudgetView>>();
    const read = async (id: string) => {
      const save = await readModel.saveAt(id, { position: point.position });
      if (save === null) throw new Error(`the read model has lost the budget ${id}`);
      return budgets.afterSave(save, point.position, point.recordedAt);
    };
    return (id) => {
      const budget = known.get(id) ?? read(id);
      known.set(id, budget);
      return budget;
    };
  }

  async function projectViews(
    rows: readonly ProjectVersion[],
    budgetOf: (id: string) => BudgetView | Promise<BudgetView>,
  ): Promise<ProjectView[]> {
    const documents = await contents.projects(rows.map(({ hash }) => hash));
    return Promise.all(
      rows.map(async (row, index) => {
        const content = documents[index];
        if (content === undefined) throw new Error(`the read model has lost the content ${row.hash}`);
        return projectAt(content, row, await budgetOf(row.budgetId));
      }),
    );
  }

  return {
    async budgets(filter, page, reading) {
      const list: ListIdentity = ['budgets', identityOf(filter)];
      const { point, rows: wanted } = await begin(list, page, reading);
      const rows = await readModel.budgets(filter, point.position, wanted);
      const nodes = await Promise.all(
        rows.rows.map(({ row }) => budgets.afterSave(row.save, point.position, point.recordedAt)),
      );
      const count = () => readModel.countBudgets(filter, point.position, countBound);
      const totals = async () => fundingView(await readModel.budgetTotals(filter, point.position));
      return { ...connection({ list, page, basis: point, rows, nodes, count }), totals };
    },

    async projects(filter, order, page, reading) {
      const list: ListIdentity = ['projects', identityOf(filter), order];
      const { point, rows: wanted } = await begin(list, page, reading);
      const rows = await readModel.projects(filter, order, point.position, wanted);
      const nodes = await projectViews(
        rows.rows.map(({ row }) => row),
        budgetsAt(point),
      );
      const count = () => readModel.countProjects(filter, point.position, countBound);
      return connection({ list, page, basis: point, rows, nodes, count });
    },

    async indicators(filter, page, reading) {
      const list: ListIdentity = ['indicators', identityOf(filter)];
      const { point, rows: wanted } = await begin(list, page, reading);
      const rows = await readModel.indicators(filter, point.position, wanted);
      const ids = [...new Set(rows.rows.map(({ row }) => row.projectId))];
      const parents = (await readModel.projectVersions(ids, point.position)).filter((row) => row !== null);
      const projects = new Map((await projectViews(parents, budgetsAt(point))).map((view) => [view.id, view]));
      const nodes = rows.rows.map(({ row }) => {
        const project = projects.get(row.projectId);
        if (project === undefined) throw new Error(`the read model has lost the project ${row.projectId}`);
        return indicatorAt(row, project);
      });
      const count = () => readModel.countIndicators(filter, point.position, countBound);
      return connection({ list, page, basis: point, rows, nodes, count });
    },

    async projectsOf(root, filter, page) {
      const list: ListIdentity = ['projectsOf', ...tableIdentity(root), identityOf(filter)];
      const { budget, rows: wanted } = await beginWithin(list, page, root);
      const { branch } = budget;
      const { position } = budget.basis;
      const matching = { ...filter, budgetId: budget.id };
      const count = () =>
        branch === null
          ? readModel.countProjects(matching, position, countBound)
          : draftProjects.count({ budget, branch }, filter, countBound);
      const shared = { list, page, basis: budget.basis, count };
      if (Object.keys(filter).length === 0) {
        return connection({ ...shared, ...(await table.projects(budget, wanted.after, wanted.first)) });
      }
      if (branch !== null) {
        return connection({ ...shared, ...(await draftProjects.page({ budget, branch }, filter, wanted)) });
      }
      const rows = await readModel.projects(matching, 'PLACE', position, wanted);
      const nodes = await projectViews(
        rows.rows.map(({ row }) => row),
        () => budget,
      );
      return connection({ ...shared, rows, nodes });
    },

    async versions(root, page) {
      const list: ListIdentity = ['versions', ...tableIdentity(root)];
      const { budget, rows: wanted } = await beginWithin(list, page, root);
      const { branch } = budget;
      const { version } = budget.basis;
      const rows = await readModel.saves(branch?.draftId ?? budget.id, version, wanted);
      // A draft's begin with its base.
      const all = branch === null ? version : version + 1;
      const count = async () => ({ value: Math.min(all, countBound), exact: all <= countBound });
      const annotations = lazily(async () => {
        // Only a budget's saves are annotated.
        if (branch !== null) return [];
        const versions = rows.rows.map(({ row }) => row.version);
        return readModel.annotations(budget.id, versions, budget.basis.position);
      });
      const nodes = rows.rows.map(({ row }, index) => {
        return { ...row, annotations: async () => (await annotations())[index] ?? [] };
      });
      return connection({ list, page, basis: budget.basis, rows, nodes, count });
    },
  };
}
