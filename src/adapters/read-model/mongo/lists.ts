import { compareColumns, readKey, writeKey } from '../../../ports/sort-keys.js';
import type { Filter, FindOptions, SortDirection } from 'mongodb';
import type { Position } from '../../../../events/position.js';
import { orderOf } from '../../../ports/orders.js';
import { pagedRows, readingOf } from '../../../ports/paging.js';
import type { Count, OrderedBy, Page, Paged } from '../../../ports/read-model.js';
import type { Copy, Kind } from './documents.js';
import type { VersionDocument } from './versions.js';
import { notEnded } from './versions.js';

/** What a list is sorted by. */
export interface SortKeys<Row> {
  /** Of a document, in the order of `fields`. */
  keyOf(document: Row): readonly string[];
  fields: readonly [string] | readonly [string, string];
}

/** And which way all of its fields run. */
export interface Sorting<Row> extends SortKeys<Row> {
  descending: boolean;
}

export function sortingOf<Given extends string, Row>(
  keys: Record<OrderedBy<Given>, SortKeys<Row>>,
  order: Given,
): Sorting<Row> {
  const { by, descending } = orderOf(order);
  return { ...keys[by], descending };
}

export const inPlace: SortKeys<{ placeKey: string }> = {
  fields: ['placeKey'],
  keyOf: (document) => [document.placeKey],
};

export interface List<Row extends VersionDocument> {
  kind: Kind<Row>;
  /** What all rows must meet. */
  where: readonly object[];
  /** Index to find them by, where a text is looked for. */
  hint?: string | undefined;
  /** One that is shown. */
  position: Position;
}

/**
 * A list at a position is made of the current rows and those that ended after it, each with its index. They are asked
 * in this order: a row that is ended meanwhile is then in both, and shown once, and never in neither.
 */
export async function pageOf<Row extends VersionDocument>(
  copy: Copy,
  list: List<Row>,
  sorting: Sorting<Row>,
  page: Page,
): Promise<Paged<Row>> {
  const { size, from, backwards } = readingOf(page);
  const down = sorting.descending !== backwards;
  const beyond = from === null ? [] : [beyondKey(sorting.fields, readKey(from), down)];
  const direction: SortDirection = down ? -1 : 1;
  const options: FindOptions = { sort: sorting.fields.map((field) => [field, direction] as const), limit: size + 1 };
  const rows = await holdingRows(copy, { ...list, where: [...list.where, ...beyond] }, options);
  const keyed = rows.map((row) => ({ columns: sorting.keyOf(row), row }));
  keyed.sort((one, other) => direction * compareColumns(one.columns, other.columns));
  return pagedRows(
    page,
    keyed.map(({ columns, row }) => ({ key: writeKey(columns), row })),
  );
}

/** Counts up to the bound, and no further. */
export async function countOf<Row extends VersionDocument>(copy: Copy, list: List<Row>, bound: number): Promise<Count> {
  const hint = hinted(list);
  const current = await copy.in(list.kind).count(currentAt(list), bound + 1, hint);
  const ended = await copy.in(list.kind).find(endedSince(list), { ...hint, ...idsAlone, limit: bound + 1 });
  if (ended.length === 0 || current > bound) return counted(current, bound);
  // Which of them were counted as current is known only by their ids.
  const ids = await holdingRows(copy, list, { ...idsAlone, limit: bound + 1 });
  return counted(ids.length, bound);
}

function counted(found: number, bound: number): Count {
  return { value: Math.min(found, bound), exact: found <= bound };
}

const idsAlone = { projection: { _id: 1 } } as const;

/** The rows that hold at the position, each once, as many of either sort as the options allow. */
export async function holdingRows<Row extends VersionDocument>(
  copy: Copy,
  list: List<Row>,
  options: FindOptions = {},
): Promise<Row[]> {
  const hint = hinted(list);
  const current = await copy.in(list.kind).find(currentAt(list), { ...hint, ...options });
  const ended = await copy.in(list.kind).find(endedSince(list), { ...hint, ...options });
  return [...new Map([...current, ...ended].map((row) => [row._id, row])).values()];
}

function currentAt<Row extends VersionDocument>({ where, position }: List<Row>): Filter<Row> {
  return all([{ until: notEnded, position: { $lte: position } }, ...where]);
}

function endedSince<Row extends VersionDocument>({ where, position }: List<Row>): Filter<Row> {
  return all([{ until: { $gt: position, $lt: notEnded }, position: { $lte: position } }, ...where]);
}

function hinted<Row extends VersionDocument>({ hint }: List<Row>): { hint?: string } {
  return hint === undefined ? {} : { hint };
}

/** All of them together. Equalities stand at the top, where every engine sees them. */
export function all<Row>(conditions: readonly object[]): Filter<Row> {
  const together: Record<string, unknown> = {};
  const others: object[] = [];
  for (const condition of conditions) {
    const isNew = Object.keys(condition).every((field) => !(field in together) && field !== '$or');
    if (isNew) Object.assign(together, condition);
    else others.push(condition);
  }
  return (others.length === 0 ? together : { ...together, $and: others }) as Filter<Row>;
}

function beyondKey([first, second]: Sorting<never>['fields'], values: readonly string[], down: boolean): object {
  const [one = '', two = ''] = values;
  const than = down ? '$lt' : '$gt';
  if (second === undefined) return { [first]: { [than]: one } };
  // The first member is the range of the index; the rest passes over rows with the same first key that were shown.
  return { [first]: { [`${than}e`]: one }, $or: [{ [first]: { [than]: one } }, { [second]: { [than]: two } }] };
}
