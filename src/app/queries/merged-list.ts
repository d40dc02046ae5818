import type { Keyed, Page, Paged } from '../../ports/read-model.js';
import { pagedRows, pageFrom, readingOf } from '../../ports/paging.js';
import { compareColumns, readKey } from '../../ports/sort-keys.js';

/** A sorted list in which some rows stand in the place of others. */
export interface MergedList<Row> {
  descending: boolean;
  /** A page of the list below, in the same order. */
  read: (page: Page) => Promise<Paged<Row>>;
  /** Whether the list below has the row only as it was. */
  isOverridden: (row: Row) => boolean;
  /** What stands in it besides, with their keys, in any order. */
  own: readonly Keyed<Row>[];
}

/** More than a page holds is read at once, as some of it may be overridden. */
const spare = 16;

/** A page of both, in their one order. Costs the page, and what there is besides. */
export async function mergedPage<Row>(page: Page, list: MergedList<Row>): Promise<Paged<Row>> {
  const { size, from, backwards } = readingOf(page);
  const down = list.descending !== backwards;
  const compare = (one: readonly string[], other: readonly string[]) =>
    down ? compareColumns(other, one) : compareColumns(one, other);
  const start = from === null ? null : readKey(from);
  const own = list.own
    .map((each) => ({ ...each, columns: readKey(each.key) }))
    .filter(({ columns }) => start === null || compare(columns, start) > 0)
    .sort((one, other) => compare(one.columns, other.columns));
  const found: Keyed<Row>[] = [];
  let next = 0;
  for await (const each of rowsBelow(pageFrom(page, from), size + 1 + spare, list)) {
    const columns = readKey(each.key);
    for (let first = own[next]; first !== undefined && compare(first.columns, columns) < 0; first = own[next]) {
      found.push(first);
      next += 1;
    }
    found.push(each);
    if (found.length > size) break;
  }
  if (found.length <= size) found.push(...own.slice(next));
  return pagedRows(
    page,
    found.map(({ key, row }) => ({ key, row })),
  );
}

/** In the order in which they are read. */
async function* rowsBelow<Row>(
  start: Page,
  chunk: number,
  { read, isOverridden }: MergedList<Row>,
): AsyncGenerator<Keyed<Row>> {
  const { backwards } = readingOf(start);
  for (let page = start; ;) {
    const { from } = readingOf(page);
    const { rows, more } = await read(backwards ? { last: chunk, before: from } : { first: chunk, after: from });
    const inWay = backwards ? rows.toReversed() : rows;
    for (const each of inWay) if (!isOverridden(each.row)) yield each;
    if (!more) return;
    page = pageFrom(page, inWay.at(-1)?.key ?? null);
  }
}
