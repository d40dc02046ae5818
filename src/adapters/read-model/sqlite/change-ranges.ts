import type { Position } from '../../../ports/event-store.js';
import type { ChangeOrder, Page } from '../../../ports/read-model.js';
import type { ChangeTables } from './change-tables.js';
import type { CellFilter } from './change-terms.js';
import { readKey } from './keys.js';
import type { Query, Select } from './query.js';
import { condition } from './query.js';

/** The part of a list of changes that one pair of tables answers: the whole list, or one of two that are merged. */
export interface ChangesPart {
  tables: ChangeTables;
  filter: CellFilter;
  position: Position;
}

/**
 * Cells are numbered in ledger order, so positions, keys and pages are ranges of numbers: after `low`, up to `high`.
 */
export interface CellRange {
  low: number;
  high: number;
}

export function rangeOf(select: Select, { tables, filter: { behind }, position }: ChangesPart): CellRange {
  const lastUpTo = (end: Position) => lastNumber(select, tables.cells, condition('position <= ?', end));
  return { low: behind === undefined ? 0 : lastUpTo(behind), high: lastUpTo(position) };
}

export function pageRange(select: Select, part: ChangesPart, order: ChangeOrder, { after }: Page): CellRange {
  const { low, high } = rangeOf(select, part);
  if (after === null) return { low, high };
  const [position = '', ordinal = ''] = readKey(after);
  const lastThat = (than: string) =>
    lastNumber(select, part.tables.cells, condition(`(position, ordinal) ${than} (?, ?)`, position, Number(ordinal)));
  return order === 'NEWEST_FIRST'
    ? { low, high: Math.min(high, lastThat('<')) }
    : { low: Math.max(low, lastThat('<=')), high };
}

/** Number of the last cell in the ledger that meets the condition on position and ordinal; 0: none. */
export function lastNumber(select: Select, cells: string, { sql, values }: Query): number {
  const [row] = select({
    sql: `select cell_no from ${cells} where ${sql} order by position desc, ordinal desc limit 1`,
    values,
  });
  return (row as [number] | undefined)?.[0] ?? 0;
}
