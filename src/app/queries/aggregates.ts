import { taxonomies } from '../../../events/taxonomy.js';
import { sumAmounts } from '../../../events/money.js';
import type { FundingSums } from '../../../projections/rows.js';
import { aggregatedGroups, aggregatedRows } from '../../../services/aggregate-views.js';
import { QueryError } from '../../../services/query-error.js';
import type {
  Basis,
  BudgetView,
  IndicatorGrouping,
  ProjectGrouping,
  Queries,
  RootArguments,
} from '../../../services/services.js';
import type { Aggregates, Points, ProjectGroup, Rows } from '../../ports/read-model.js';
import { askedTable } from './asked-table.js';
import type { BudgetViews } from './budget-views.js';
import { checkIndicators, readProjects } from './check-filter.js';
import { totalsView } from './contents.js';
import { onlyOf } from './paging.js';
import type { QueryPoints } from './points/points.js';
import type { TableGroups } from './table-groups.js';

export interface AggregateTools {
  readModel: Aggregates & Points & Rows;
  points: Pick<QueryPoints, 'overall'>;
  budgets: Pick<BudgetViews, 'read'>;
  groups: TableGroups;
}

type AggregateQueries = Pick<Queries, 'projectTotals' | 'indicatorCounts'>;

/** Where sums and counts are read: over the ledger, or in one table at a point of it. */
interface ReadAt {
  basis: Basis;
  table: BudgetView | null;
}

/** Sums and counts over rows of all budgets, exact; at a version, a seal or a draft over those of the one that is named. */
export function aggregateQueries({ readModel, points, budgets, groups }: AggregateTools): AggregateQueries {
  async function readAt({ at, head }: RootArguments, budgetIds: readonly string[] | undefined): Promise<ReadAt> {
    const table = await askedTable(budgets, { at, head, budgetId: onlyOf(budgetIds) });
    return { table, basis: table?.basis ?? (await points.overall(at, head)) };
  }

  const nameOf =
    (by: ProjectGrouping | IndicatorGrouping, key: string, { basis: { position }, table }: ReadAt) =>
    async () => {
      const branch = table?.branch ?? undefined;
      const drafted = branch === undefined ? null : table;
      switch (by) {
        case 'BUDGET':
          return drafted?.name ?? (await readModel.saveAt(key, { position }))?.name ?? null;
        case 'FUND_USER':
          return (await readModel.fundUserVersions([key], position, branch))[0]?.name ?? null;
        case 'PROJECT':
          return (await readModel.projectVersions([key], position, branch))[0]?.name ?? null;
        case 'UNIT': {
          if (drafted !== null) return drafted.name;
          const { rows } = await readModel.budgets({ units: [key] }, 'PLACE_ASC', position, { first: 1, after: null });
          return rows[0]?.row.save.name ?? null;
        }
        case 'LEVEL1':
          return classes.level1.get(key) ?? null;
        case 'LEVEL2':
          return classes.level2.get(key) ?? null;
        case 'SOURCE':
        case 'FISCAL_YEAR':
        case 'KIND':
          return null;
        default: {
          const unknown: never = by;
          throw new TypeError(`unknown grouping ${String(unknown)}`);
        }
      }
    };

  return {
    async projectTotals(asked, by, root) {
      const filter = readProjects(asked);
      const where = await readAt(root, filter.budgetIds);
      const { basis, table } = where;
      const key = by === 'SOURCE' ? null : by;
      const read =
        table === null
          ? await readModel.projectGroups(filter, key, basis.position, aggregatedRows)
          : await groups.projects(table, filter, key, aggregatedRows);
      const found = checkBounded(read, '个项目', 'projects');
      return {
        basis,
        projects: found.reduce((sum, { projects }) => sum + projects, 0),
        totals: totalsView(sumsOf(found)),
        groups: inOrder(by === 'SOURCE' ? found.flatMap(bySource) : found).map(({ key, projects, sums }) => {
          return { key, projects, totals: totalsView(sums), name: nameOf(by, key, where) };
        }),
      };
    },

    async indicatorCounts(filter, by, root) {
      checkIndicators(filter);
      const where = await readAt(root, filter.budgetIds);
      const { basis, table } = where;
      const read =
        table === null
          ? await readModel.indicatorGroups(filter, by, basis.position, aggregatedRows)
          : await groups.indicators(table, filter, by, aggregatedRows);
      const found = checkBounded(read, '条指标', 'indicators');
      return {
        basis,
        indicators: found.reduce((sum, { indicators }) => sum + indicators, 0),
        groups: inOrder(found).map((group) => ({ ...group, name: nameOf(by, group.key, where) })),
      };
    },
  };
}

/** The exact sums of the projects that match, for a list of them. @throws QueryError TOO_MANY_ROWS */
export async function totalsOf(groups: Promise<ProjectGroup[] | null>) {
  return totalsView(sumsOf(checkBounded(await groups, '个项目', 'projects')));
}

/** No code has another name in another taxonomy. */
const classes = {
  level1: new Map(taxonomies.flatMap(({ level1 }) => level1.map(({ code, name }) => [code, name]))),
  level2: new Map(taxonomies.flatMap(({ level2 }) => level2.map(({ code, name }) => [code, name]))),
};

/** What comes from one source alone. */
function bySource({ sums, funded }: ProjectGroup): { key: string; projects: number; sums: FundingSums }[] {
  const none = { fiscalAppropriation: '0', specialAccount: '0', other: '0' };
  return Object.entries(sourceKeys).map(([source, key]) => {
    const own = source as keyof FundingSums;
    return { key, projects: funded[own], sums: { ...none, [own]: sums[own] } };
  });
}

const sourceKeys: Record<keyof FundingSums, string> = {
  fiscalAppropriation: 'FISCAL_APPROPRIATION',
  specialAccount: 'SPECIAL_ACCOUNT',
  other: 'OTHER',
};

function sumsOf(groups: readonly { sums: FundingSums }[]): FundingSums {
  return {
    fiscalAppropriation: sumAmounts(groups.map(({ sums }) => sums.fiscalAppropriation)),
    specialAccount: sumAmounts(groups.map(({ sums }) => sums.specialAccount)),
    other: sumAmounts(groups.map(({ sums }) => sums.other)),
  };
}

function inOrder<Group extends { key: string }>(groups: readonly Group[]): Group[] {
  return [...groups].sort((one, other) => (one.key < other.key ? -1 : 1));
}

function checkBounded<Group>(groups: Group[] | null, zh: string, en: string): Group[] {
  if (groups !== null && groups.length <= aggregatedGroups) return groups;
  const bound =
    groups === null
      ? { zh: `${aggregatedRows} ${zh}`, en: `${aggregatedRows} ${en}` }
      : { zh: `${aggregatedGroups} 组`, en: `${aggregatedGroups} groups` };
  throw new QueryError(
    'TOO_MANY_ROWS',
    `符合条件的超过 ${bound.zh}，不作汇总；请用 filter 缩小范围（如 budgetIds、units、fiscalYears），分几次查询。`,
    `More than ${bound.en} match, which are not added up; narrow the filter (budgetIds, units, fiscalYears …), and ask in several queries.`,
    ['filter'],
  );
}
