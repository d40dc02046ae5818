import { readTarget } from '../../../events/target.js';
import type { IndicatorVersion, ProjectVersion } from '../../../projections/rows.js';
import type { GroupedFunding } from '../../../projections/search/project-sums.js';
import { noProjects, sumsByGroup } from '../../../projections/search/project-sums.js';
import type {
  BudgetView,
  IndicatorFilter,
  IndicatorGrouping,
  ProjectFilter,
  ProjectGrouping,
} from '../../../services/services.js';
import type { Aggregates, IndicatorGroup, ProjectGroup } from '../../ports/read-model.js';
import type { TableRows } from './table-rows.js';

/** By what the read model groups projects; null: all that match are one group. */
export type ProjectsBy = Exclude<ProjectGrouping, 'SOURCE'> | null;

/** What is said of all rows of one table that match, without any of them; null: more than `bound` do. */
export interface TableGroups {
  projects(table: BudgetView, filter: ProjectFilter, by: ProjectsBy, bound: number): Promise<ProjectGroup[] | null>;
  indicators(
    table: BudgetView,
    filter: IndicatorFilter,
    by: IndicatorGrouping,
    bound: number,
  ): Promise<IndicatorGroup[] | null>;
}

/** How many rows are read at once to be added up. */
const rowsSummed = 1_000;

/** A budget's are the read model's. A draft's money is added row by row, and its rows are counted by what it has changed. */
export function tableGroups(
  readModel: Aggregates,
  { projects, indicatorsBeside }: Pick<TableRows, 'projects' | 'indicatorsBeside'>,
): TableGroups {
  return {
    async projects(table, filter, by, bound) {
      if (table.branch === null) {
        return readModel.projectGroups({ ...filter, budgetIds: [table.id] }, by, table.basis.position, bound);
      }
      const keyOf = by === null ? () => '' : projectKeys[by];
      const found: GroupedFunding[] = [];
      for (let after: string | null = null; ;) {
        const { rows, more } = await projects(table, filter, 'PLACE_ASC', { first: rowsSummed, after });
        for (const { row } of rows) if (found.push({ key: keyOf(row), funding: row.funding }) > bound) return null;
        if (!more) return by === null && found.length === 0 ? [noProjects] : sumsByGroup(found);
        after = rows.at(-1)?.key ?? null;
      }
    },

    async indicators(table, asked, by, bound) {
      const { branch, basis } = table;
      const filter = { ...asked, budgetIds: [table.id] };
      if (branch === null) return readModel.indicatorGroups(filter, by, basis.position, bound);
      const { own, overridden } = await indicatorsBeside(table, filter);
      const below = await readModel.indicatorGroups(filter, by, branch.openedOn, bound + overridden.length);
      if (below === null) return null;
      const numbers = new Map(below.map(({ key, indicators }) => [key, indicators]));
      const add = (row: IndicatorVersion, number: 1 | -1) => {
        const key = indicatorKeys[by](row);
        numbers.set(key, (numbers.get(key) ?? 0) + number);
      };
      for (const row of overridden) add(row, -1);
      for (const row of own) add(row, 1);
      const groups = [...numbers].map(([key, indicators]) => ({ key, indicators }));
      const isBounded = groups.reduce((sum, { indicators }) => sum + indicators, 0) <= bound;
      return isBounded ? groups.filter(({ indicators }) => indicators > 0) : null;
    },
  };
}

const projectKeys: Record<NonNullable<ProjectsBy>, (row: ProjectVersion) => string> = {
  BUDGET: ({ budgetId }) => budgetId,
  FUND_USER: ({ fundUserId }) => fundUserId,
  UNIT: ({ unitKey }) => unitKey,
  FISCAL_YEAR: ({ fiscalYear }) => String(fiscalYear),
};

const indicatorKeys: Record<IndicatorGrouping, (row: IndicatorVersion) => string> = {
  BUDGET: ({ budgetId }) => budgetId,
  PROJECT: ({ projectId }) => projectId,
  UNIT: ({ unitKey }) => unitKey,
  FISCAL_YEAR: ({ fiscalYear }) => String(fiscalYear),
  LEVEL1: ({ level2 }) => level2.slice(0, 1),
  LEVEL2: ({ level2 }) => level2,
  KIND: ({ annualTarget }) => readTarget(annualTarget).kind,
};
