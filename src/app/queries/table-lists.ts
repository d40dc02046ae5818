import type { Queries } from '../../../services/services.js';
import type { Aggregates, Points, Rows, Seals } from '../../ports/read-model.js';
import { aggregatedRows } from '../../../services/aggregate-views.js';
import { totalsOf } from './aggregates.js';
import { connection, countBound, lazily } from './connection.js';
import type { Contents } from './contents.js';
import { readProjects } from './check-filter.js';
import type { ListIdentity } from './cursor.js';
import { identityOf } from './cursor.js';
import type { DraftProjects } from './draft-projects.js';
import type { Paging } from './paging.js';
import { tableIdentity } from './paging.js';
import { projectsAt } from './row-views.js';
import type { tableReader } from './table.js';

export interface TableListTools {
  readModel: Aggregates & Rows & Points & Seals;
  paging: Paging;
  table: ReturnType<typeof tableReader>;
  contents: Contents;
  draftProjects: DraftProjects;
}

type TableLists = Pick<Queries, 'projectsOf' | 'versions'>;

/** The paged lists below one table, a budget's or a draft's. */
export function tableLists({ readModel, paging, table, contents, draftProjects }: TableListTools): TableLists {
  return {
    async projectsOf(root, asked, page) {
      const filter = readProjects(asked);
      const list: ListIdentity = ['projectsOf', ...tableIdentity(root), identityOf(filter)];
      const { budget, rows: wanted } = await paging.beginWithin(list, page, root);
      const { branch } = budget;
      const { position } = budget.basis;
      const matching = { ...filter, budgetIds: [budget.id] };
      const count = () =>
        branch === null
          ? readModel.countProjects(matching, position, countBound)
          : draftProjects.count({ budget, branch }, filter, countBound);
      const shared = { list, page, basis: budget.basis, count };
      if (Object.keys(filter).length === 0) {
        const found = await table.projects(budget, wanted.after, wanted.first);
        return { ...connection({ ...shared, ...found }), totals: async () => budget.totals };
      }
      if (branch !== null) {
        const found = await draftProjects.page({ budget, branch }, filter, wanted);
        const totals = () => totalsOf(draftProjects.sums({ budget, branch }, filter, aggregatedRows));
        return { ...connection({ ...shared, ...found }), totals };
      }
      const rows = await readModel.projects(matching, 'PLACE', position, wanted);
      const found = rows.rows.map(({ row }) => row);
      const nodes = await projectsAt(contents, found, () => budget);
      const totals = () => totalsOf(readModel.projectGroups(matching, null, position, aggregatedRows));
      return { ...connection({ ...shared, rows, nodes }), totals };
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
