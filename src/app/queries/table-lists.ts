import type { Queries } from '../../../services/services.js';
import type { Points, Rows, Seals } from '../../ports/read-model.js';
import { aggregatedRows } from '../../../services/aggregate-views.js';
import { totalsOf } from './aggregates.js';
import { connection, countBound, lazily } from './connection.js';
import type { Contents } from './contents.js';
import { checkIndicators, readProjects } from './check-filter.js';
import type { ListIdentity } from './cursor.js';
import { identityOf } from './cursor.js';
import { indicatorsWithin } from './indicators-within.js';
import type { Paging } from './paging.js';
import { tableIdentity } from './paging.js';
import { projectsAt } from './row-views.js';
import type { tableReader } from './table.js';
import type { TableGroups } from './table-groups.js';
import type { TableRows } from './table-rows.js';

export interface TableListTools {
  readModel: Rows & Points & Seals;
  paging: Paging;
  table: ReturnType<typeof tableReader>;
  contents: Contents;
  tables: TableRows;
  groups: TableGroups;
}

type TableLists = Pick<Queries, 'projectsOf' | 'indicatorsOf' | 'versions'>;

/** The paged lists below one table, a budget's or a draft's. */
export function tableLists({ readModel, paging, table, contents, tables, groups }: TableListTools): TableLists {
  return {
    async projectsOf(root, asked, page, order = 'PLACE_ASC') {
      const filter = readProjects(asked);
      const list: ListIdentity = ['projectsOf', ...tableIdentity(root), identityOf(filter), order];
      const { budget, rows: wanted } = await paging.beginWithin(list, page, root);
      const count = () => tables.countProjects(budget, filter, countBound);
      const shared = { list, page, basis: budget.basis, count };
      const isWhole = Object.keys(filter).length === 0;
      const totals = async () =>
        isWhole ? budget.totals : totalsOf(groups.projects(budget, filter, null, aggregatedRows));
      if (isWhole && order === 'PLACE_ASC') {
        const rows = await table.projects(budget, wanted);
        return { ...connection({ ...shared, rows, nodes: rows.rows.map(({ row }) => row) }), totals };
      }
      const rows = await tables.projects(budget, filter, order, wanted);
      const found = rows.rows.map(({ row }) => row);
      const nodes = await projectsAt(contents, found, () => budget);
      return { ...connection({ ...shared, rows, nodes }), totals };
    },

    async indicatorsOf(root, filter, page, order = 'PLACE_ASC') {
      checkIndicators(filter);
      const list: ListIdentity = ['indicatorsOf', ...tableIdentity(root), identityOf(filter), order];
      const { budget, rows: wanted } = await paging.beginWithin(list, page, root);
      const { position } = budget.basis;
      const rows = await tables.indicators(budget, filter, order, wanted);
      const found = rows.rows.map(({ row }) => row);
      const where = { position, table: budget, budgetOf: () => budget };
      const nodes = await indicatorsWithin({ readModel, contents }, found, where);
      const count = () => tables.countIndicators(budget, filter, countBound);
      return connection({ list, page, basis: budget.basis, rows, nodes, count });
    },

    async versions(root, page) {
      const list: ListIdentity = ['versions', ...tableIdentity(root)];
      const { budget, rows: wanted } = await paging.beginWithin(list, page, root);
      const { branch } = budget;
      const { version } = budget.basis;
      const rows = await readModel.saves(branch?.draftId ?? budget.id, version, wanted);
      // A draft's versions begin with 0, its base.
      const all = branch === null ? version : version + 1;
      const count = async () => ({ value: Math.min(all, countBound), exact: all <= countBound });
      const annotations = lazily(async () => {
        // Only a budget's saves are annotated.
        if (branch !== null) return [];
        const versions = rows.rows.map(({ row }) => row.version);
        return readModel.annotations(budget.id, versions, budget.basis.position);
      });
      const nodes = rows.rows.map(({ row }, index) => {
        return { ...row, annotations: async () => (await annotations())[index] ?? [], basis: budget.basis };
      });
      return connection({ list, page, basis: budget.basis, rows, nodes, count });
    },
  };
}
