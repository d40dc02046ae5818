import { readKey, writeKey } from '../../../ports/sort-keys.js';
import type { Position } from '../../../../events/position.js';
import type { ChangedCell } from '../../../../projections/rows.js';
import type { ChangeOrder, SaveSpan } from '../../../ports/read-model.js';

/**
 * A cell's `_id` is its place in the ledger: the position of its event, and within that one, from the last rank to the
 * first. So the places, read downwards, give events newest first and each event's cells in printed order.
 */
export function placeOf(position: Position, rank: number): string {
  return `${position} ${String(lastRank - rank).padStart(7, '0')}`;
}

const lastRank = 9_999_999;

/** Before the first cell of an event, and behind its last one. */
const before = (position: Position): string => `${position} `;
const behind = (position: Position): string => `${position}!`;

/** Cells between two places, both exclusive. */
export interface CellRange {
  low: string;
  high: string;
}

/** The cells behind one position, up to and including another. */
export function rangeBetween(after: Position | undefined, upTo: Position): CellRange {
  return { low: after === undefined ? '' : behind(after), high: behind(upTo) };
}

export function eventRange(position: Position): CellRange {
  return { low: before(position), high: behind(position) };
}

export function saveRange({ firstPosition, lastPosition }: SaveSpan): CellRange {
  return { low: before(firstPosition), high: behind(lastPosition) };
}

export function intersection(one: CellRange, other: CellRange): CellRange {
  return {
    low: one.low > other.low ? one.low : other.low,
    high: one.high < other.high ? one.high : other.high,
  };
}

export function isEmpty({ low, high }: CellRange): boolean {
  return low >= high;
}

/** What a page goes on with: what is left of the event that it goes on within, and then whole events. */
export interface PageRanges {
  withinEvent: CellRange | null;
  events: CellRange;
}

/**
 * @param walk the way that the page is read through the ledger
 * @param from key of the row that it goes on from, in either order; null: the end of the ledger that the way begins at
 */
export function pageRanges(range: CellRange, walk: ChangeOrder, from: string | null): PageRanges {
  if (from === null) return { withinEvent: null, events: range };
  const { position, rank, given } = readChangeKey(from);
  const newestFirst = walk === 'NEWEST_FIRST';
  if (rank === null) {
    const withEvent = newestFirst ? { low: '', high: behind(position) } : { low: before(position), high: range.high };
    return { withinEvent: null, events: intersection(range, withEvent) };
  }
  const others = newestFirst ? { low: '', high: before(position) } : { low: behind(position), high: range.high };
  // Within an event both orders read its places downwards; what stood before a cell there is above it.
  const place = placeOf(position, rank);
  const rest = given === walk ? { low: before(position), high: place } : { low: place, high: behind(position) };
  return { withinEvent: intersection(range, rest), events: intersection(range, others) };
}

export function writeChangeKey({ position, rank }: ChangedCell, order: ChangeOrder): string {
  return writeKey([position, String(rank), order]);
}

/**
 * A key without an order is of a program whose cells had other ranks: it names no cell of its event, and what goes on
 * from it has the whole event rather than miss some of it.
 */
function readChangeKey(key: string): { position: Position; rank: number | null; given: ChangeOrder } {
  const [position = '', rank = '', order] = readKey(key);
  return {
    position: position as Position,
    rank: order === undefined ? null : Number(rank),
    given: order === 'NEWEST_FIRST' ? order : 'OLDEST_FIRST',
  };
}
