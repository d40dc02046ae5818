import type { ChangedCell } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import type { CellAddress, ChangeFilter, ChangeOrder, Count, Page, Paged } from '../../../ports/read-model.js';
import { isOneTerm, termsAsked } from './change-terms.js';
import { readKey, writeKey } from './keys.js';
import { countRows } from './lists.js';
import type { Query, Select } from './query.js';
import { condition, conjunction, contains } from './query.js';
import { changeColumns, toChange } from './row-codecs.js';

/** Cells are numbered in ledger order, so a position, a key and a page are ranges of numbers: behind `low`, up to `high`. */
interface Range {
  low: number;
  high: number;
}

export function pageOfChanges(
  select: Select,
  filter: ChangeFilter,
  order: ChangeOrder,
  position: Position,
  page: Page,
): Paged<ChangedCell> {
  const { sql, values } = matching(filter, pageRange(select, rangeOf(select, filter, position), order, page));
  const rows = select({
    sql: `select ${changeColumns} ${sql} order by ${numberIn(filter)} ${order === 'NEWEST_FIRST' ? 'desc' : 'asc'} limit ?`,
    values: [...values, page.first + 1],
  });
  const shown = rows.slice(0, page.first).map((raw) => {
    const row = toChange(raw);
    return { key: writeKey([row.position, String(row.ordinal)]), row };
  });
  return { rows: shown, more: rows.length > page.first };
}

export function countChanges(select: Select, filter: ChangeFilter, position: Position, bound: number): Count {
  const range = rangeOf(select, filter, position);
  if (termsAsked(filter) === null) {
    const found = Math.max(0, range.high - range.low);
    return { value: Math.min(found, bound), exact: found <= bound };
  }
  const { sql, values } = matching(filter, range);
  return countRows(select, [{ sql: `select 1 ${sql}`, values }], bound);
}

export function lastChangesOf(
  select: Select,
  cells: readonly CellAddress[],
  position: Position,
): (ChangedCell | null)[] {
  const high = lastNumber(select, condition('position <= ?', position));
  return cells.map(({ entityId, path }) => {
    const [row] = select({
      sql: `select ${changeColumns} from changed_cells where entity_id = ? and path = ? and cell_no <= ?
        order by cell_no desc limit 1`,
      values: [entityId, path, high],
    });
    return row === undefined ? null : toChange(row);
  });
}

/** From where, and which: the rows alone, or the index with the rows where they have to be read or looked at again. */
function matching(filter: ChangeFilter, { low, high }: Range): Query {
  const number = numberIn(filter);
  const terms = termsAsked(filter);
  const where = [
    terms === null ? [] : [condition('change_terms match ?', terms)],
    [condition(`${number} > ?`, low), condition(`${number} <= ?`, high)],
    longer(['before', 'after', 'entity_name'], filter.text),
    longer(['reason'], filter.reason),
    longer(['basis_document'], filter.basisDocument),
  ].flat();
  const from =
    terms === null ? 'changed_cells' : 'change_terms cross join changed_cells on cell_no = change_terms.rowid';
  return { sql: `from ${from} where ${conjunction(where)}`, values: where.flatMap(({ values }) => values) };
}

function numberIn(filter: ChangeFilter): string {
  return termsAsked(filter) === null ? 'cell_no' : 'change_terms.rowid';
}

function longer(columns: readonly string[], text: string | undefined): Query[] {
  return text === undefined || isOneTerm(text) ? [] : contains(columns, text);
}

function rangeOf(select: Select, { behind }: ChangeFilter, position: Position): Range {
  return {
    low: behind === undefined ? 0 : lastNumber(select, condition('position <= ?', behind)),
    high: lastNumber(select, condition('position <= ?', position)),
  };
}

function pageRange(select: Select, { low, high }: Range, order: ChangeOrder, { after }: Page): Range {
  if (after === null) return { low, high };
  const [position = '', ordinal = ''] = readKey(after);
  const key = (than: string) => condition(`(position, ordinal) ${than} (?, ?)`, position, Number(ordinal));
  return order === 'NEWEST_FIRST'
    ? { low, high: Math.min(high, lastNumber(select, key('<'))) }
    : { low: Math.max(low, lastNumber(select, key('<='))), high };
}

/** Of the last cell that the condition on its place in the ledger holds for; 0: none. */
function lastNumber(select: Select, { sql, values }: Query): number {
  const [row] = select({
    sql: `select cell_no from changed_cells where ${sql} order by position desc, ordinal desc limit 1`,
    values,
  });
  return (row as [number] | undefined)?.[0] ?? 0;
}
