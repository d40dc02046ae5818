import { readKey, writeKey } from '../../../ports/sort-keys.js';
import type { ChangedCell } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import type { WaySaid } from '../../../../projections/said.js';
import type { ChangeOrder } from '../../../ports/read-model.js';
import type { ChangeTables } from './change-tables.js';
import type { CellFilter } from './change-terms.js';
import type { Query, Select } from './query.js';
import { condition } from './query.js';

/** The part of a list of changes that one pair of tables answers: the whole list, or one of two that are merged. */
export interface ChangesPart {
  tables: ChangeTables;
  filter: CellFilter;
  position: Position;
  /** Only from this position on. */
  from?: Position;
  /** Only where the save itself did not say this. */
  unsaid?: Unsaid;
}

export type Unsaid = WaySaid<unknown>['unsaid'];

/**
 * Cells are numbered in ledger order, so positions, keys and pages are ranges of numbers: after `low`, up to `high`.
 */
export interface CellRange {
  low: number;
  high: number;
}

export function rangeOf(select: Select, { tables, filter: { behind }, position, from }: ChangesPart): CellRange {
  const lastUpTo = (end: Position) => lastNumber(select, tables.cells, condition('position <= ?', end));
  const low = behind === undefined ? 0 : lastUpTo(behind);
  const before = from === undefined ? 0 : lastNumber(select, tables.cells, condition('position < ?', from));
  return { low: Math.max(low, before), high: lastUpTo(position) };
}

/** What a page goes on with: cells in a range of numbers, and of the event that it goes on within, some. */
export interface PageRange extends CellRange {
  within: Query[];
}

/**
 * @param walk the way that the page is read through the ledger
 * @param from key of the cell that it goes on from; null: the end of the ledger that the way begins at
 */
export function pageRange(select: Select, part: ChangesPart, walk: ChangeOrder, from: string | null): PageRange {
  const { low, high } = rangeOf(select, part);
  if (from === null) return { low, high, within: [] };
  const { position, seat, order: given } = readChangeKey(from);
  const lastThat = (than: string, ...at: (string | number)[]) =>
    lastNumber(select, part.tables.cells, condition(than, ...at));
  if (seat === null) {
    return walk === 'NEWEST_FIRST'
      ? { low, high: Math.min(high, lastThat('position <= ?', position)), within: [] }
      : { low: Math.max(low, lastThat('position < ?', position)), high, within: [] };
  }
  if (given === 'NEWEST_FIRST') {
    // Numbers fall in this order, so what comes before the cell, or behind it, is above or below its number.
    return walk === given
      ? { low, high: Math.min(high, lastThat('(position, seat) < (?, ?)', position, seat)), within: [] }
      : { low: Math.max(low, lastThat('(position, seat) <= (?, ?)', position, seat)), high, within: [] };
  }
  // Oldest first an event's numbers are read downwards, so of the event itself its other cells are told by their seats.
  return walk === given
    ? {
        low: Math.max(low, lastThat('position < ?', position)),
        high,
        within: [condition('(position <> ? or seat < ?)', position, seat)],
      }
    : {
        low,
        high: Math.min(high, lastThat('position <= ?', position)),
        within: [condition('(position <> ? or seat > ?)', position, seat)],
      };
}

/** The cells of the event that come next on the way. */
export function restOfEvent(select: Select, { tables }: ChangesPart, walk: ChangeOrder, cell: ChangedCell): CellRange {
  const lastThat = (than: string, ...at: (string | number)[]) =>
    lastNumber(select, tables.cells, condition(than, ...at));
  const { position, rank } = cell;
  return walk === 'OLDEST_FIRST'
    ? { low: lastThat('(position, seat) <= (?, ?)', position, -rank), high: lastThat('position <= ?', position) }
    : { low: lastThat('position < ?', position), high: lastThat('(position, seat) < (?, ?)', position, -rank) };
}

export function writeChangeKey({ position, rank }: ChangedCell, order: ChangeOrder): string {
  return writeKey([position, String(rank), order]);
}

/**
 * A key without an order is of a program whose cells had other ranks: it names no cell of its event, and what goes on
 * from it has the whole event rather than miss some of it.
 */
function readChangeKey(key: string): { position: string; seat: number | null; order: ChangeOrder } {
  const [position = '', rank = '', order] = readKey(key);
  if (order !== undefined) return { position, seat: -Number(rank), order: order as ChangeOrder };
  return { position, seat: null, order: 'OLDEST_FIRST' };
}

/** Number of the last cell in the ledger that meets the condition on position and seat; 0: none. */
export function lastNumber(select: Select, cells: string, { sql, values }: Query): number {
  const [row] = select({
    sql: `select cell_no from ${cells} where ${sql} order by position desc, seat desc limit 1`,
    values,
  });
  return (row as [number] | undefined)?.[0] ?? 0;
}
