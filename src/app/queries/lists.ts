import { noProjects } from '../../../projections/search/project-sums.js';
import type { Basis, BudgetFilter, BudgetView, ConnectionArguments, Queries } from '../../../services/services.js';
import { readingOf } from '../../ports/paging.js';
import type { Page, ReadModel } from '../../ports/read-model.js';
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
import { matchesBudget } from './matching-rows.js';
import type { Paging } from './paging.js';
import { onlyOf } from './paging.js';
import { tablePoint } from './points/table-point.js';
import { indicatorsWithin } from './indicators-within.js';
import { projectsAt } from './row-views.js';
import type { TableGroups } from './table-groups.js';
import type { TableRows } from './table-rows.js';

export interface ListTools {
  readModel: ReadModel;
  paging: Paging;
  budgets: BudgetViews;
  contents: Contents;
  tables: TableRows;
  groups: TableGroups;
}

type Lists = Pick<Queries, 'budgets' | 'projects' | 'indicators'>;

/** The list of budgets at a draft: its table alone, in the place of its budget's, if it matches. */
function draftAlone(
  table: BudgetView,
  filter: BudgetFilter,
  { list, page, wanted }: { list: ListIdentity; page: ConnectionArguments; wanted: Page },
): Awaited<ReturnType<Lists['budgets']>> {
  const isFound = matchesBudget(table, filter);
  // A page behind the one row, or before it, has none.
  const rows = isFound && readingOf(wanted).from === null ? [{ key: table.id, row: table }] : [];
  const view = connection({
    list,
    page,
    basis: table.basis,
    rows: { rows, more: false },
    nodes: rows.map(({ row }) => row),
    count: async () => ({ value: Number(isFound), exact: true }),
  });
  return { ...view, totals: async () => (isFound ? table.totals : totalsView(noProjects.sums)) };
}

/** The paged lists over all budgets. */
export function lists({ readModel, paging, budgets, contents, tables, groups }: ListTools): Lists {
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
    async budgets(filter, page, { at, head }, order = 'PLACE_ASC') {
      checkBudgets(filter);
      const named: ListIdentity = ['budgets', identityOf(filter), order];
      const budgetId = onlyOf(filter.budgetIds);
      const { list, point, table, rows: wanted } = await paging.begin({ list: named, page, at, head, budgetId });
      if (table !== null && table.branch !== null) return draftAlone(table, filter, { list, page, wanted });
      const rows = await readModel.budgets(filter, order, point.position, wanted);
      const nodes = await Promise.all(rows.rows.map(({ row }) => budgets.view(tablePoint(row.save, point))));
      const count = () => readModel.countBudgets(filter, point.position, countBound);
      const totals = async () => totalsView(await readModel.budgetTotals(filter, point.position));
      return { ...connection({ list, page, basis: point, rows, nodes, count }), totals };
    },

    async projects(asked, order, page, { at, head }) {
      const filter = readProjects(asked);
      const named: ListIdentity = ['projects', identityOf(filter), order];
      const budgetId = onlyOf(filter.budgetIds);
      const { list, point, table, rows: wanted } = await paging.begin({ list: named, page, at, head, budgetId });
      const { position } = point;
      const rows =
        table === null
          ? await readModel.projects(filter, order, position, wanted)
          : await tables.projects(table, filter, order, wanted);
      const found = rows.rows.map(({ row }) => row);
      const nodes = await projectsAt(contents, found, table === null ? budgetsAt(point) : () => table);
      const count = () =>
        table === null
          ? readModel.countProjects(filter, position, countBound)
          : tables.countProjects(table, filter, countBound);
      const totals = () =>
        totalsOf(
          table === null
            ? readModel.projectGroups(filter, null, position, aggregatedRows)
            : groups.projects(table, filter, null, aggregatedRows),
        );
      return { ...connection({ list, page, basis: point, rows, nodes, count }), totals };
    },

    async indicators(filter, page, { at, head }, order = 'PLACE_ASC') {
      checkIndicators(filter);
      const named: ListIdentity = ['indicators', identityOf(filter), order];
      const budgetId = onlyOf(filter.budgetIds);
      const { list, point, table, rows: wanted } = await paging.begin({ list: named, page, at, head, budgetId });
      const { position } = point;
      const rows =
        table === null
          ? await readModel.indicators(filter, order, position, wanted)
          : await tables.indicators(table, filter, order, wanted);
      const found = rows.rows.map(({ row }) => row);
      const budgetOf = table === null ? budgetsAt(point) : () => table;
      const nodes = await indicatorsWithin({ readModel, contents }, found, { position, table, budgetOf });
      const count = () =>
        table === null
          ? readModel.countIndicators(filter, position, countBound)
          : tables.countIndicators(table, filter, countBound);
      return connection({ list, page, basis: point, rows, nodes, count });
    },
  };
}
