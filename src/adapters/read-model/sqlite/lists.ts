import { readKey, writeKey } from '../../../ports/sort-keys.js';
import type { IndicatorVersion, ProjectVersion } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import { pagedRows, readingOf } from '../../../ports/paging.js';
import type {
  Count,
  IndicatorFilter,
  IndicatorOrder,
  OrderedBy,
  Page,
  Paged,
  ProjectFilter,
  ProjectOrder,
} from '../../../ports/read-model.js';
import { indicatorConditions, isNarrow, projectConditions } from './list-filters.js';
import { indicatorColumns, projectColumns, toIndicator, toProject } from './row-codecs.js';
import type { Query, Select } from './query.js';
import { condition, conjunction } from './query.js';
import { orderOf } from '../../../ports/orders.js';

/** How a list is sorted: its key columns, which all run one way. The last is always `place_key`. */
interface Sorting {
  columns: readonly string[];
  descending: boolean;
}

const projectKeys = { PLACE: ['place_key'], NAME: ['name', 'place_key'], TOTAL: ['total_key', 'place_key'] };
const indicatorKeys = { PLACE: ['place_key'], NAME: ['name', 'place_key'], CLASS: ['level2', 'place_key'] };

export function pageOfProjects(
  select: Select,
  filter: ProjectFilter,
  order: ProjectOrder,
  position: Position,
  page: Page,
): Paged<ProjectVersion> {
  const sorting = sortingOf(projectKeys, order);
  const list = {
    table: 'project_versions',
    columns: projectColumns,
    where: projectConditions(sorting.columns === projectKeys.TOTAL ? beyondCursor(filter, sorting, page) : filter),
    isNarrow: isNarrow(filter),
    sorting,
  };
  return pageOf(select, { ...list, position, page }, toProject);
}

/**
 * The bound that the cursor's row has met already is left out: of two bounds on one side of an index the engine takes
 * either, and from the wrong one it reads its way to the cursor.
 */
function beyondCursor(filter: ProjectFilter, { descending }: Sorting, page: Page): ProjectFilter {
  const { from, backwards } = readingOf(page);
  if (from === null || filter.total === undefined) return filter;
  const { min = null, max = null } = filter.total;
  return { ...filter, total: descending === backwards ? { max } : { min } };
}

export function pageOfIndicators(
  select: Select,
  filter: IndicatorFilter,
  order: IndicatorOrder,
  position: Position,
  page: Page,
): Paged<IndicatorVersion> {
  const where = indicatorConditions(filter);
  const sorting = sortingOf(indicatorKeys, order);
  const list = {
    table: 'indicator_versions',
    columns: indicatorColumns,
    where,
    isNarrow: isNarrow(filter),
    sorting,
  };
  return pageOf(select, { ...list, position, page }, toIndicator);
}

/** @param keys the columns of each order */
export function sortingOf<Given extends string>(
  keys: Record<OrderedBy<Given>, readonly string[]>,
  order: Given,
): Sorting {
  const { by, descending } = orderOf(order);
  return { columns: keys[by], descending };
}

interface List {
  /** With the columns `position` and `until_position`. */
  table: string;
  columns: string;
  where: Query[];
  /** Whether it is quicker to sort all that match than to look for them in order. */
  isNarrow?: boolean;
  sorting: Sorting;
  position: Position;
  page: Page;
}

/** A page of the versions of rows that hold at the position. */
export function pageOf<Row>(select: Select, list: List, decode: (row: unknown) => Row): Paged<Row> {
  return pageOfParts(select, list, holding(list.position), decode);
}

/** A page of rows that have no versions. */
export function pageOfTable<Row>(
  select: Select,
  list: Omit<List, 'position'>,
  decode: (row: unknown) => Row,
): Paged<Row> {
  return pageOfParts(select, list, [[]], decode);
}

/** @param parts conditions of each of the parts that the list is put together from */
export function pageOfParts<Row>(
  select: Select,
  { table, columns, where, isNarrow: sorted = false, sorting, page }: Omit<List, 'position'>,
  parts: readonly Query[][],
  decode: (row: unknown) => Row,
): Paged<Row> {
  const { size, from, backwards } = readingOf(page);
  const down = sorting.descending !== backwards;
  const beyond = from === null ? [] : [beyondKey(sorting.columns, readKey(from), down)];
  // What is no column by itself is in no index's order, so the rows are found by what narrows them.
  const by = sorting.columns.map((column, at) => (sorted && at === 0 ? `+${column}` : column));
  const order = (names: readonly string[]) => names.map((name) => (down ? `${name} desc` : name)).join(', ');
  const keyed = `${columns}, ${sorting.columns.map((column, at) => `${column} as key_${at}`).join(', ')}`;
  const queries = parts.map((part): Query => {
    const all = [...part, ...where, ...beyond];
    return {
      sql: `select * from (select ${keyed} from ${table} where ${conjunction(all)}
        order by ${order(by)} limit ?)`,
      values: [...all.flatMap(({ values }) => values), size + 1],
    };
  });
  const rows = select({
    sql: `${queries.map(({ sql }) => sql).join(' union all ')}
      order by ${order(sorting.columns.map((_, at) => `key_${at}`))} limit ?`,
    values: [...queries.flatMap(({ values }) => values), size + 1],
  });
  const keyOf = (row: unknown[]) => writeKey(row.slice(-sorting.columns.length) as string[]);
  return pagedRows(
    page,
    rows.map((row) => ({ key: keyOf(row), row: decode(row) })),
  );
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

function beyondKey(columns: readonly string[], values: readonly string[], down: boolean): Query {
  const marks = columns.map(() => '?').join(', ');
  return condition(
    `(${columns.join(', ')}) ${down ? '<' : '>'} (${marks})`,
    ...columns.map((_, at) => values[at] ?? ''),
  );
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
