import { taxonomies } from '../../../events/taxonomy.js';
import { sumAmounts } from '../../../events/money.js';
import type { FundingSums } from '../../../projections/rows.js';
import { aggregatedGroups, aggregatedRows } from '../../../services/aggregate-views.js';
import { QueryError } from '../../../services/query-error.js';
import type { Basis, IndicatorGrouping, ProjectGrouping, Queries } from '../../../services/services.js';
import type { Aggregates, Points, ProjectGroup, Rows } from '../../ports/read-model.js';
import { checkIndicators, readProjects } from './check-filter.js';
import { totalsView } from './contents.js';
import type { QueryPoints } from './points/points.js';

export interface AggregateTools {
  readModel: Aggregates & Points & Rows;
  points: Pick<QueryPoints, 'overall'>;
}

type AggregateQueries = Pick<Queries, 'projectTotals' | 'indicatorCounts'>;

/** Sums and counts over rows of all budgets, exact. */
export function aggregateQueries({ readModel, points }: AggregateTools): AggregateQueries {
  const nameOf =
    (by: ProjectGrouping | IndicatorGrouping, key: string, { position }: Basis) =>
    async () => {
      switch (by) {
        case 'BUDGET':
          return (await readModel.saveAt(key, { position }))?.name ?? null;
        case 'FUND_USER':
          return (await readModel.fundUserVersions([key], position))[0]?.name ?? null;
        case 'PROJECT':
          return (await readModel.projectVersions([key], position))[0]?.name ?? null;
        case 'UNIT': {
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
    async projectTotals(asked, by, { at, head }) {
      const filter = readProjects(asked);
      const basis = await points.overall(at, head);
      const found = await readModel.projectGroups(filter, by === 'SOURCE' ? null : by, basis.position, aggregatedRows);
      const groups = checkBounded(found, '个项目', 'projects');
      return {
        basis,
        projects: groups.reduce((sum, { projects }) => sum + projects, 0),
        totals: totalsView(sumsOf(groups)),
        groups: inOrder(by === 'SOURCE' ? groups.flatMap(bySource) : groups).map(({ key, projects, sums }) => {
          return { key, projects, totals: totalsView(sums), name: nameOf(by, key, basis) };
        }),
      };
    },

    async indicatorCounts(filter, by, { at, head }) {
      checkIndicators(filter);
      const basis = await points.overall(at, head);
      const found = await readModel.indicatorGroups(filter, by, basis.position, aggregatedRows);
      const groups = checkBounded(found, '条指标', 'indicators');
      return {
        basis,
        indicators: groups.reduce((sum, { indicators }) => sum + indicators, 0),
        groups: inOrder(groups).map((group) => ({ ...group, name: nameOf(by, group.key, basis) })),
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
