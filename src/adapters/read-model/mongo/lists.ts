import type { Filter, FindOptions, SortDirection } from 'mongodb';
import type { Position } from '../../../../events/position.js';
import type { Count, Page, Paged } from '../../../ports/read-model.js';
import type { Copy, Kind } from './documents.js';
import { readKey, writeKey } from './keys.js';
import { compareTexts } from './sort-keys.js';
import type { VersionDocument } from './versions.js';
import { notEnded } from './versions.js';

/** How a list is sorted: the fields of its key, and which way the first of them runs. */
export interface Sorting<Row> {
  /** Of a document, in the order of `fields`. */
  keyOf(document: Row): readonly string[];
  fields: readonly [string] | readonly [string, string];
  descending: boolean;
}

export const inPlace: Sorting<{ placeKey: string }> = {
  fields: ['placeKey'],
  descending: false,
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
  const behind = page.after === null ? [] : [behindKey(sorting, readKey(page.after))];
  const [first, second] = sorting.fields;
  const order: [string, SortDirection][] = [[first, sorting.descending ? -1 : 1]];
  if (second !== undefined) order.push([second, 1]);
  const options: FindOptions = { sort: order, limit: page.first + 1 };
  const rows = await holdingRows(copy, { ...list, where: [...list.where, ...behind] }, options);
  const keyed = rows.map((row) => ({ columns: sorting.keyOf(row), row }));
  keyed.sort((one, other) => compareKeys(sorting, one.columns, other.columns));
  const shown = keyed.slice(0, page.first).map(({ columns, row }) => ({ key: writeKey(columns), row }));
  return { rows: shown, more: rows.length > page.first };
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

function behindKey<Row>({ fields: [first, second], descending }: Sorting<Row>, values: readonly string[]): object {
  const [one = '', two = ''] = values;
  const than = descending ? '$lt' : '$gt';
  if (second === undefined) return { [first]: { [than]: one } };
  // The first member is the range of the index; the rest passes over rows with the same first key that were shown.
  return { [first]: { [`${than}e`]: one }, $or: [{ [first]: { [than]: one } }, { [second]: { $gt: two } }] };
}

function compareKeys<Row>({ descending }: Sorting<Row>, one: readonly string[], other: readonly string[]): number {
  const first = compareTexts(one[0] ?? '', other[0] ?? '');
  if (first !== 0) return descending ? -first : first;
  return compareTexts(one[1] ?? '', other[1] ?? '');
}
