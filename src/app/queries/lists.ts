import type { Basis, BudgetView, Queries } from '../../../services/services.js';
import type { ReadModel } from '../../ports/read-model.js';
import { aggregatedRows } from '../../../services/aggregate-views.js';
import { checkNotLost } from '../lost.js';
import { totalsOf } from './aggregates.js';
import type { BudgetViews } from './budget-views.js';
import { connection, countBound } from './connection.js';
import type { Contents } from './contents.js';
import { totalsView } from './contents.js';
import { checkBudgets, checkIndicators, readProjects } from './check-filter.js';
import type { ListIdentity } from './cursor.js';
import { identityOf } from './cursor.js';
import type { Paging } from './paging.js';
import { tablePoint } from './points/table-point.js';
import { indicatorAt, projectsAt } from './row-views.js';

export interface ListTools {
  readModel: ReadModel;
  paging: Paging;
  budgets: BudgetViews;
  contents: Contents;
}

type Lists = Pick<Queries, 'budgets' | 'projects' | 'indicators'>;

/** The paged lists over all budgets. */
export function lists({ readModel, paging, budgets, contents }: ListTools): Lists {
  /** One view of each budget for all rows of an answer. */
  function budgetsAt(point: Basis): (id: string) => Promise<BudgetView> {
    const known = new Map<string, Promise<BudgetView>>();
    const read = async (id: string) => {
      const save = checkNotLost(await readModel.saveAt(id, { position: point.position }), `the budget ${id}`);
      return budgets.view(tablePoint(save, point));
    };
    return (id) => {
      const budget = known.get(id) ?? read(id);
      known.set(id, budget);
      return budget;
    };
  }

  return {
    async budgets(filter, page, { at, head }) {
      checkBudgets(filter);
      const list: ListIdentity = ['budgets', identityOf(filter)];
      const { point, rows: wanted } = await paging.begin(list, page, at, head);
      const rows = await readModel.budgets(filter, point.position, wanted);
      const nodes = await Promise.all(rows.rows.map(({ row }) => budgets.view(tablePoint(row.save, point))));
      const count = () => readModel.countBudgets(filter, point.position, countBound);
      const totals = async () => totalsView(await readModel.budgetTotals(filter, point.position));
      return { ...connection({ list, page, basis: point, rows, nodes, count }), totals };
    },

    async projects(asked, order, page, { at, head }) {
      const filter = readProjects(asked);
      const list: ListIdentity = ['projects', identityOf(filter), order];
      const { point, rows: wanted } = await paging.begin(list, page, at, head);
      const rows = await readModel.projects(filter, order, point.position, wanted);
      const found = rows.rows.map(({ row }) => row);
      const nodes = await projectsAt(contents, found, budgetsAt(point));
      const count = () => readModel.countProjects(filter, point.position, countBound);
      const totals = () => totalsOf(readModel.projectGroups(filter, null, point.position, aggregatedRows));
      return { ...connection({ list, page, basis: point, rows, nodes, count }), totals };
    },

    async indicators(filter, page, { at, head }) {
      checkIndicators(filter);
      const list: ListIdentity = ['indicators', identityOf(filter)];
      const { point, rows: wanted } = await paging.begin(list, page, at, head);
      const rows = await readModel.indicators(filter, point.position, wanted);
      const ids = [...new Set(rows.rows.map(({ row }) => row.projectId))];
      const parents = (await readModel.projectVersions(ids, point.position)).filter((row) => row !== null);
      const views = await projectsAt(contents, parents, budgetsAt(point));
      const projects = new Map(views.map((view) => [view.id, view]));
      const nodes = rows.rows.map(({ row }) =>
        indicatorAt(row, checkNotLost(projects.get(row.projectId), `the project ${row.projectId}`)),
      );
      const count = () => readModel.countIndicators(filter, point.position, countBound);
      return connection({ list, page, basis: point, rows, nodes, count });
    },
  };
}
