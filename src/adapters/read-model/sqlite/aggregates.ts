import { noProjects, sumsByGroup } from '../../../../projections/search/project-sums.js';
import type { Position } from '../../../ports/event-store.js';
import type { Aggregates, IndicatorGrouping, ProjectGrouping } from '../../../ports/read-model.js';
import { editedRows } from './edited-rows.js';
import { indicatorConditions, projectConditions } from './list-filters.js';
import { holding } from './lists.js';
import type { Prepare, Query, Select } from './query.js';
import { condition, conjunction, selectWith } from './query.js';

const projectKeys: Record<Exclude<ProjectGrouping, 'SOURCE'>, string> = {
  BUDGET: 'budget_id',
  FUND_USER: 'fund_user_id',
  UNIT: 'unit_key',
  FISCAL_YEAR: 'cast(fiscal_year as text)',
};
const indicatorKeys: Record<IndicatorGrouping, string> = {
  BUDGET: 'budget_id',
  PROJECT: 'project_id',
  UNIT: 'unit_key',
  FISCAL_YEAR: 'cast(fiscal_year as text)',
  LEVEL1: 'substr(level2, 1, 1)',
  LEVEL2: 'level2',
  KIND: 'kind',
};

export function aggregatesOf(prepare: Prepare): Aggregates {
  const select = selectWith(prepare);
  return {
    async projectGroups(filter, by, position, bound) {
      const columns = `${by === null ? "''" : projectKeys[by]}, fiscal_appropriation, special_account, other`;
      const rows = rowsOf('project_versions', columns, projectConditions(filter), position, bound);
      const found = select({ ...rows, sql: `select * from (${rows.sql})` }) as [string, ...(string | null)[]][];
      if (found.length > bound) return null;
      const groups = sumsByGroup(
        found.map(([key, fiscalAppropriation = null, specialAccount = null, other = null]) => {
          return { key, funding: { fiscalAppropriation, specialAccount, other } };
        }),
      );
      return by === null && groups.length === 0 ? [noProjects] : groups;
    },

    async indicatorGroups(filter, by, position, bound) {
      const columns = `${indicatorKeys[by]} as own_key`;
      const rows = rowsOf('indicator_versions', columns, indicatorConditions(filter), position, bound);
      const found = counted(select, rows);
      return found.reduce((sum, { indicators }) => sum + indicators, 0) > bound ? null : found;
    },

    editedRows: async (filter, moreThan, position, bound) => editedRows(select, filter, moreThan, position, bound),
  };
}

function counted(select: Select, { sql, values }: Query) {
  const rows = select({ sql: `select own_key, count(*) from (${sql}) group by own_key`, values });
  return (rows as [string, number][]).map(([key, indicators]) => ({ key, indicators }));
}

/** Of the rows that match, one more than the bound at the most. */
function rowsOf(table: string, columns: string, where: readonly Query[], position: Position, bound: number): Query {
  const parts = holding(position).map((part) => {
    const all = [...part, ...where];
    return condition(
      `select ${columns} from ${table} where ${conjunction(all)}`,
      ...all.flatMap(({ values }) => values),
    );
  });
  return {
    sql: `${parts.map(({ sql }) => sql).join(' union all ')} limit ?`,
    values: [...parts.flatMap(({ values }) => values), bound + 1],
  };
}
