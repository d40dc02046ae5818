import type { IndicatorVersion, ProjectVersion } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import type { Count, IndicatorFilter, Page, Paged, ProjectFilter, ProjectOrder } from '../../../ports/read-model.js';
import { readKey, writeKey } from './keys.js';
import { indicatorConditions, isNarrow, projectConditions } from './list-filters.js';
import { indicatorColumns, projectColumns, toIndicator, toProject } from './row-codecs.js';
import type { Query, Select } from './query.js';
import { condition } from './query.js';

/** How a list is sorted: its key columns, and which way the first of them runs. The last is always `place_key`. */
interface Sorting {
  columns: readonly string[];
  descending: boolean;
}

const sortings: Record<ProjectOrder, Sorting> = {
  PLACE: { columns: ['place_key'], descending: false },
  NAME: { columns: ['name', 'place_key'], descending: false },
  TOTAL_ASCENDING: { columns: ['total_key', 'place_key'], descending: false },
  TOTAL_DESCENDING: { columns: ['total_key', 'place_key'], descending: true },
};

export function pageOfProjects(
  select: Select,
  filter: ProjectFilter,
  order: ProjectOrder,
  position: Position,
  page: Page,
): Paged<ProjectVersion> {
  const sorting = sortings[order];
  const list = {
    table: 'project_versions',
    columns: projectColumns,
    where: projectConditions(filter),
    isNarrow: isNarrow(filter),
    sorting,
  };
  return pageOf(select, { ...list, position, page }, toProject);
}

export function pageOfIndicators(
  select: Select,
  filter: IndicatorFilter,
  position: Position,
  page: Page,
): Paged<IndicatorVersion> {
  const where = indicatorConditions(filter);
  const list = {
    table: 'indicator_versions',
    columns: indicatorColumns,
    where,
    isNarrow: isNarrow(filter),
    sorting: sortings.PLACE,
  };
  return pageOf(select, { ...list, position, page }, toIndicator);
}

interface List {
  table: string;
  columns: string;
  where: Query[];
  /** Whether it is quicker to sort all that match than to look for them in order. */
  isNarrow: boolean;
  sorting: Sorting;
  position: Position;
  page: Page;
}

function pageOf<Row>(select: Select, list: List, decode: (row: unknown) => Row): Paged<Row> {
  const { table, columns, where, sorting, position, page } = list;
  const behind = page.after === null ? [] : [behindKey(sorting, readKey(page.after))];
  const [first = '', ...others] = sorting.columns;
  // What is no column by itself is in no index's order, so the rows are found by what narrows them.
  const by = list.isNarrow ? `+${first}` : first;
  const order = [sorting.descending ? `${by} desc` : by, ...others].join(', ');
  const keyed = `${columns}, ${sorting.columns.map((column, at) => `${column} as key_${at}`).join(', ')}`;
  const keys = sorting.columns.map((_, at) => (at === 0 && sorting.descending ? `key_${at} desc` : `key_${at}`));
  const parts = holding(position).map((part): Query => {
    const all = [...part, ...where, ...behind];
    return {
      sql: `select * from (select ${keyed} from ${table} where ${all.map(({ sql }) => sql).join(' and ')}
        order by ${order} limit ?)`,
      values: [...all.flatMap(({ values }) => values), page.first + 1],
    };
  });
  const rows = select({
    sql: `${parts.map(({ sql }) => sql).join(' union all ')} order by ${keys.join(', ')} limit ?`,
    values: [...parts.flatMap(({ values }) => values), page.first + 1],
  });
  const shown = rows.slice(0, page.first).map((row) => {
    return { key: writeKey(row.slice(-sorting.columns.length) as string[]), row: decode(row) };
  });
  return { rows: shown, more: rows.length > page.first };
}

/**
 * Conditions for rows that hold at a position, each with its index: rows that are current, and rows that ended since.
 */
export function holding(position: Position): Query[][] {
  return [
    [condition('until_position is null'), condition('position <= ?', position)],
    [condition('until_position > ?', position), condition('position <= ?', position)],
  ];
}

function behindKey({ columns, descending }: Sorting, values: readonly string[]): Query {
  const [first = '', second] = columns;
  const [one = '', two = ''] = values;
  const than = descending ? '<' : '>';
  if (second === undefined) return condition(`${first} ${than} ?`, one);
  return condition(`(${first} ${than} ? or (${first} = ? and ${second} > ?))`, one, one, two);
}

/** Counts up to the bound, and no further. */
export function countOf(select: Select, table: string, where: Query[], position: Position, bound: number): Count {
  const parts = holding(position).map((part): Query => {
    const all = [...part, ...where];
    return {
      sql: `select 1 from ${table} where ${all.map(({ sql }) => sql).join(' and ')}`,
      values: all.flatMap(({ values }) => values),
    };
  });
  return countRows(select, parts, bound);
}

export function countRows(select: Select, parts: readonly Query[], bound: number): Count {
  const [row] = select({
    sql: `select count(*) from (select * from (${parts.map(({ sql }) => sql).join(' union all ')}) limit ?)`,
    values: [...parts.flatMap(({ values }) => values), bound + 1],
  });
  const found = (row as [number])[0];
  return { value: Math.min(found, bound), exact: found <= bound };
}
