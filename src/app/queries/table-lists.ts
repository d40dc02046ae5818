import type { Queries } from '../../../services/services.js';
import type { Points, Rows, Seals } from '../../ports/read-model.js';
import { connection, countBound, lazily } from './connection.js';
import type { Contents } from './contents.js';
import { checkNameContains } from './check-filter.js';
import type { ListIdentity } from './cursor.js';
import { identityOf } from './cursor.js';
import type { DraftProjects } from './draft-projects.js';
import type { Paging } from './paging.js';
import { tableIdentity } from './paging.js';
import { projectsAt } from './row-views.js';
import type { tableReader } from './table.js';

export interface TableListTools {
  readModel: Rows & Points & Seals;
  paging: Paging;
  table: ReturnType<typeof tableReader>;
  contents: Contents;
  draftProjects: DraftProjects;
}

type TableLists = Pick<Queries, 'projectsOf' | 'versions'>;

/** The paged lists below one table, a budget's or a draft's. */
export function tableLists({ readModel, paging, table, contents, draftProjects }: TableListTools): TableLists {
  return {
    async projectsOf(root, filter, page) {
      checkNameContains(filter);
      const list: ListIdentity = ['projectsOf', ...tableIdentity(root), identityOf(filter)];
      const { budget, rows: wanted } = await paging.beginWithin(list, page, root);
      const { branch } = budget;
      const { position } = budget.basis;
      const matching = { ...filter, budgetId: budget.id };
      const count = () =>
        branch === null
          ? readModel.countProjects(matching, position, countBound)
          : draftProjects.count({ budget, branch }, filter, countBound);
      const shared = { list, page, basis: budget.basis, count };
      if (Object.keys(filter).length === 0) {
        const rows = await table.projects(budget, wanted);
        return connection({ ...shared, rows, nodes: rows.rows.map(({ row }) => row) });
      }
      if (branch !== null) {
        const rows = await draftProjects.page({ budget, branch }, filter, wanted);
        return connection({ ...shared, rows, nodes: rows.rows.map(({ row }) => row) });
      }
      const rows = await readModel.projects(matching, 'PLACE_ASC', position, wanted);
      const found = rows.rows.map(({ row }) => row);
      return connection({ ...shared, rows, nodes: await projectsAt(contents, found, () => budget) });
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
