import type { ChangedCell } from '../../projections/rows.js';
import type { ChangeOrder, Page } from './lists.js';
import type { PageReading } from './paging.js';
import { readingOf } from './paging.js';

/** How a page of changed cells is read, from event to event. */
export interface ChangeReading extends PageReading {
  /** The way that it goes through the ledger. */
  walk: ChangeOrder;
  /** Cells within an event come in the ledger's own way, downwards from its last to its first; else against it. */
  byNumber: boolean;
  /** Which of two is read first. */
  compare: (one: ChangedCell, other: ChangedCell) => number;
}

/** Forwards an event's cells are read by their ranks in either order, backwards from the last rank on. */
export function changeReading(order: ChangeOrder, page: Page): ChangeReading {
  const reading = readingOf(page);
  const { backwards } = reading;
  const walk = backwards ? opposite[order] : order;
  const inOrder = compareIn[order];
  return {
    ...reading,
    walk,
    byNumber: order === 'NEWEST_FIRST',
    compare: backwards ? (one, other) => inOrder(other, one) : inOrder,
  };
}

const opposite: Record<ChangeOrder, ChangeOrder> = { NEWEST_FIRST: 'OLDEST_FIRST', OLDEST_FIRST: 'NEWEST_FIRST' };

const compareIn: Record<ChangeOrder, (one: ChangedCell, other: ChangedCell) => number> = {
  OLDEST_FIRST: (one, other) => comparePositions(one, other) || one.rank - other.rank,
  NEWEST_FIRST: (one, other) => comparePositions(other, one) || one.rank - other.rank,
};

function comparePositions(one: ChangedCell, other: ChangedCell): number {
  if (one.position === other.position) return 0;
  return one.position < other.position ? -1 : 1;
}
