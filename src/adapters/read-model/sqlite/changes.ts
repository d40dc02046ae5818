import type { ChangedCell } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import type {
  Branch,
  CellAddress,
  ResolvedChangeFilter,
  ChangeOrder,
  Count,
  Page,
  Paged,
} from '../../../ports/read-model.js';
import type { ChangeTables } from './change-tables.js';
import { ofBudgets, ofDrafts } from './change-tables.js';
import type { CellFilter } from './change-terms.js';
import { isOneTerm, termsAsked } from './change-terms.js';
import { earlier, readKey, writeKey } from './keys.js';
import { countRows } from './lists.js';
import type { Query, Select } from './query.js';
import { condition, conjunction, contains } from './query.js';
import { changeColumns, toChange } from './row-codecs.js';

/** What is asked of one pair of tables: the list is one part, or two that are merged. */
interface Part {
  tables: ChangeTables;
  filter: CellFilter;
  position: Position;
}

function partsOf({ drafts, ...filter }: ResolvedChangeFilter, position: Position): Part[] {
  const budgets: Part = { tables: ofBudgets, filter, position };
  if (drafts === undefined) return [budgets];
  if (drafts === 'INCLUDED') return [budgets, { tables: ofDrafts, filter, position }];
  const own = (draftId: string): Part => ({ tables: ofDrafts, filter: { ...filter, draftId }, position });
  if ('only' in drafts) return [own(drafts.only)];
  const { draftId, openedOn } = drafts.seenFrom;
  return [{ ...budgets, position: earlier(position, openedOn) }, own(draftId)];
}

export function pageOfChanges(
  select: Select,
  filter: ResolvedChangeFilter,
  order: ChangeOrder,
  position: Position,
  page: Page,
): Paged<ChangedCell> {
  const parts = partsOf(filter, position).map((part) => firstOf(select, part, order, page));
  const rows = parts.length === 1 ? parts.flat() : parts.flat().sort(inOrder[order]);
  const shown = rows.slice(0, page.first).map((row) => {
    return { key: writeKey([row.position, String(row.ordinal)]), row };
  });
  return { rows: shown, more: rows.length > page.first };
}

/** The rows of a page, and one more if there is one: of all that is merged, those of the page are among them. */
function firstOf(select: Select, part: Part, order: ChangeOrder, page: Page): ChangedCell[] {
  const { sql, values } = matching(part, pageRange(select, part, order, page));
  const rows = select({
    sql: `select ${changeColumns} ${sql} order by ${numberIn(part)} ${order === 'NEWEST_FIRST' ? 'desc' : 'asc'} limit ?`,
    values: [...values, page.first + 1],
  });
  return rows.map(toChange);
}

const oldestFirst = (one: ChangedCell, other: ChangedCell) =>
  one.position === other.position ? one.ordinal - other.ordinal : one.position < other.position ? -1 : 1;
const inOrder: Record<ChangeOrder, (one: ChangedCell, other: ChangedCell) => number> = {
  OLDEST_FIRST: oldestFirst,
  NEWEST_FIRST: (one, other) => oldestFirst(other, one),
};

export function countChanges(select: Select, filter: ResolvedChangeFilter, position: Position, bound: number): Count {
  const counts = partsOf(filter, position).map((part) => countOf(select, part, bound));
  const found = counts.reduce((sum, { value }) => sum + value, 0);
  return { value: Math.min(found, bound), exact: found <= bound && counts.every(({ exact }) => exact) };
}

function countOf(select: Select, part: Part, bound: number): Count {
  const range = rangeOf(select, part);
  if (termsAsked(part.filter) === null) {
    const found = Math.max(0, range.high - range.low);
    return { value: Math.min(found, bound), exact: found <= bound };
  }
  const { sql, values } = matching(part, range);
  return countRows(select, [{ sql: `select 1 ${sql}`, values }], bound);
}

export function lastChangesOf(
  select: Select,
  cells: readonly CellAddress[],
  position: Position,
  branch?: Branch,
): (ChangedCell | null)[] {
  if (branch === undefined) return cells.map(lastIn(select, ofBudgets, position));
  const inDraft = lastIn(select, ofDrafts, position, condition('draft_id = ?', branch.draftId));
  const before = lastIn(select, ofBudgets, earlier(position, branch.openedOn));
  return cells.map((cell) => inDraft(cell) ?? before(cell));
}

function lastIn(select: Select, { cells }: ChangeTables, position: Position, ...own: Query[]) {
  const high = lastNumber(select, cells, condition('position <= ?', position));
  return ({ entityId, path }: CellAddress): ChangedCell | null => {
    const cell = [condition('entity_id = ?', entityId), condition('path = ?', path), condition('cell_no <= ?', high)];
    const where = [...own, ...cell];
    const [row] = select({
      sql: `select ${changeColumns} from ${cells} where ${conjunction(where)} order by cell_no desc limit 1`,
      values: where.flatMap(({ values }) => values),
    });
    return row === undefined ? null : toChange(row);
  };
}

/** Cells are numbered in ledger order, so a position, a key and a page are ranges of numbers: behind `low`, up to `high`. */
interface Range {
  low: number;
  high: number;
}

/** From where, and which: the rows alone, or the index with the rows where they have to be read or looked at again. */
function matching(part: Part, { low, high }: Range): Query {
  const { filter, tables } = part;
  const number = numberIn(part);
  const terms = termsAsked(filter);
  const where = [
    terms === null ? [] : [condition(`${tables.terms} match ?`, terms)],
    [condition(`${number} > ?`, low), condition(`${number} <= ?`, high)],
    longer(['before', 'after', 'entity_name'], filter.text),
    longer(['reason'], filter.reason),
    longer(['basis_document'], filter.basisDocument),
  ].flat();
  const from =
    terms === null ? tables.cells : `${tables.terms} cross join ${tables.cells} on cell_no = ${tables.terms}.rowid`;
  return { sql: `from ${from} where ${conjunction(where)}`, values: where.flatMap(({ values }) => values) };
}

function numberIn({ filter, tables }: Part): string {
  return termsAsked(filter) === null ? 'cell_no' : `${tables.terms}.rowid`;
}

function longer(columns: readonly string[], text: string | undefined): Query[] {
  return text === undefined || isOneTerm(text) ? [] : contains(columns, text);
}

function rangeOf(select: Select, { tables, filter: { behind }, position }: Part): Range {
  const upTo = (end: Position) => lastNumber(select, tables.cells, condition('position <= ?', end));
  return { low: behind === undefined ? 0 : upTo(behind), high: upTo(position) };
}

function pageRange(select: Select, part: Part, order: ChangeOrder, { after }: Page): Range {
  const { low, high } = rangeOf(select, part);
  if (after === null) return { low, high };
  const [position = '', ordinal = ''] = readKey(after);
  const upTo = (than: string) =>
    lastNumber(select, part.tables.cells, condition(`(position, ordinal) ${than} (?, ?)`, position, Number(ordinal)));
  return order === 'NEWEST_FIRST' ? { low, high: Math.min(high, upTo('<')) } : { low: Math.max(low, upTo('<=')), high };
}

/** Of the last cell that the condition on its place in the ledger holds for; 0: none. */
function lastNumber(select: Select, cells: string, { sql, values }: Query): number {
  const [row] = select({
    sql: `select cell_no from ${cells} where ${sql} order by position desc, ordinal desc limit 1`,
    values,
  });
  return (row as [number] | undefined)?.[0] ?? 0;
}
