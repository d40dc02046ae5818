/** How pages are read: one rule for every list, whoever keeps its rows. */
import type { Keyed, Page, Paged } from './lists.js';

/** A page as it is read: from one row of the list on, in the list's order or against it. */
export interface PageReading {
  /** The most rows that the page has. One more is read, which tells whether there are more. */
  size: number;
  /** Key of the row beside it, which is not read again; null: from the end of the list that the reading begins at. */
  from: string | null;
  backwards: boolean;
}

export function readingOf(page: Page): PageReading {
  return 'last' in page
    ? { size: page.last, from: page.before, backwards: true }
    : { size: page.first, from: page.after, backwards: false };
}

/** The same page, from another key on. */
export function pageFrom(page: Page, from: string | null): Page {
  return 'last' in page ? { last: page.last, before: from } : { first: page.first, after: from };
}

/** @param found in the order in which they were read, at least one more than the page has, if there are */
export function pagedRows<Row>(page: Page, found: readonly Keyed<Row>[]): Paged<Row> {
  const { size, backwards } = readingOf(page);
  const rows = found.slice(0, size);
  return { rows: backwards ? rows.reverse() : rows, more: found.length > size };
}
