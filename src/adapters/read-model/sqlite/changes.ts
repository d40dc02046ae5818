import type { ChangedCell } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import { pagedRows } from '../../../ports/paging.js';
import type {
  Branch,
  CellAddress,
  ChangeOrder,
  ChangePlace,
  Changes,
  Count,
  Page,
  Paged,
  ResolvedChangeFilter,
} from '../../../ports/read-model.js';
import type { ChangeTables } from './change-tables.js';
import { ofBudgets, ofDrafts } from './change-tables.js';
import type { CellRange, ChangesPart, PageRange } from './change-ranges.js';
import { lastNumber, pageRange, rangeOf, restOfEvent, writeChangeKey } from './change-ranges.js';
import type { ChangeReading } from '../../../ports/change-reading.js';
import { changeReading } from '../../../ports/change-reading.js';
import { isOneTerm, termsAsked } from './change-terms.js';
import { waysSaid } from '../../../../projections/said.js';
import { earlier } from './keys.js';
import { countRows } from './lists.js';
import type { Prepare, Query, Select } from './query.js';
import { condition, conjunction, selectWith } from './query.js';
import { changeColumns, toChange } from './row-codecs.js';
import { holdsText, isAlone, withoutText } from './texts.js';

export function changesOf(prepare: Prepare): Changes {
  const select = selectWith(prepare);
  return {
    changes: async (filter, order, position, page) => pageOfChanges(select, filter, order, position, page),
    countChanges: async (filter, position, bound) => countChanges(select, filter, position, bound),
    changesAt: async (places) => changesAt(select, places),
    lastChanges: async (cells, position, branch) => lastChangesOf(select, cells, position, branch),
  };
}

/** Parts that are merged; those of one list follow each other, in ledger order. */
export function partsOf(filter: ResolvedChangeFilter, position: Position): ChangesPart[][] {
  return waysSaid(filter).flatMap((way) => {
    const parts = tablesOf(way.filter, position);
    const { spans, unsaid } = way;
    if (spans === null) return parts.map((part) => [part]);
    return parts.map((part) =>
      spans.map(({ firstPosition: from, lastPosition }) => {
        return { ...part, from, position: earlier(part.position, lastPosition), unsaid };
      }),
    );
  });
}

function tablesOf({ drafts, ...filter }: ResolvedChangeFilter, position: Position): ChangesPart[] {
  const budgets: ChangesPart = { tables: ofBudgets, filter, position };
  if (drafts === undefined) return [budgets];
  if (drafts === 'INCLUDED') return [budgets, { tables: ofDrafts, filter, position }];
  const own = (draftId: string): ChangesPart => ({ tables: ofDrafts, filter: { ...filter, draftId }, position });
  if ('only' in drafts) return [own(drafts.only)];
  const { draftId, openedOn } = drafts.seenFrom;
  return [{ ...budgets, position: earlier(position, openedOn) }, own(draftId)];
}

function pageOfChanges(
  select: Select,
  filter: ResolvedChangeFilter,
  order: ChangeOrder,
  position: Position,
  page: Page,
): Paged<ChangedCell> {
  const reading = changeReading(order, page);
  const parts = partsOf(filter, position).map((following) => firstOfAll(select, following, reading));
  const rows = parts.length === 1 ? parts.flat() : parts.flat().sort(reading.compare);
  return pagedRows(
    page,
    rows.map((row) => ({ key: writeChangeKey(row, order), row })),
  );
}

/** The rows of a page and the next one, of parts that follow each other: as many of them are read as it takes. */
function firstOfAll(select: Select, parts: readonly ChangesPart[], reading: ChangeReading): ChangedCell[] {
  const found: ChangedCell[] = [];
  for (const part of reading.walk === 'OLDEST_FIRST' ? parts : parts.toReversed()) {
    if (found.length > reading.size) break;
    found.push(...firstOf(select, part, reading));
  }
  return found;
}

/** The rows of a page and the next one, of one part: when parts are merged, the page's rows are among these. */
function firstOf(select: Select, part: ChangesPart, reading: ChangeReading): ChangedCell[] {
  const { byNumber, walk, from, size, compare } = reading;
  const range = pageRange(select, part, walk, from);
  const direction = walk === 'NEWEST_FIRST' ? 'desc' : 'asc';
  const inRange = ({ low, high, within }: PageRange, limit: number): ChangedCell[] => {
    const { sql, values } = matching(part, { low, high }, within);
    const ordered = `select ${changeColumns} ${sql} order by ${numberIn(part)} ${direction} limit ?`;
    return select({ sql: ordered, values: [...values, limit] }).map(toChange);
  };
  const found = inRange(range, size + 1);
  if (byNumber) return found;
  // The numbers of an event's cells run against this order: its last event is read whole, and then all put in order.
  const last = found.at(-1);
  if (last === undefined || found.length <= size) return found.sort(compare);
  const rest = restOfEvent(select, part, walk, last);
  return [...found, ...inRange({ ...range, ...rest }, noLimit)].sort(compare);
}

const noLimit = -1;

function countChanges(select: Select, filter: ResolvedChangeFilter, position: Position, bound: number): Count {
  const counts = partsOf(filter, position).flatMap((parts) => parts.map((part) => countOf(select, part, bound)));
  const found = counts.reduce((sum, { value }) => sum + value, 0);
  return { value: Math.min(found, bound), exact: found <= bound && counts.every(({ exact }) => exact) };
}

function countOf(select: Select, part: ChangesPart, bound: number): Count {
  const range = rangeOf(select, part);
  if (termsAsked(part.filter) === null && part.unsaid === undefined) {
    const found = Math.max(0, range.high - range.low);
    return { value: Math.min(found, bound), exact: found <= bound };
  }
  const { sql, values } = matching(part, range);
  return countRows(select, [{ sql: `select 1 ${sql}`, values }], bound);
}

/** An event is one of a budget or of a draft, and its cells stand together in one of the two tables. */
function changesAt(select: Select, places: readonly ChangePlace[]): (ChangedCell | null)[] {
  return places.map(({ position, ordinal }) => {
    for (const { cells } of [ofBudgets, ofDrafts]) {
      const [row] = select({
        sql: `select ${changeColumns} from ${cells} where position = ? and ordinal = ?`,
        values: [position, ordinal],
      });
      if (row !== undefined) return toChange(row);
    }
    return null;
  });
}

function lastChangesOf(
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

/**
 * The `from` and `where` of a query: the rows, or the index, joined with the rows where those are read or checked
 * again.
 */
export function matching(part: ChangesPart, { low, high }: CellRange, within: readonly Query[] = []): Query {
  const { filter, tables, unsaid = [] } = part;
  const number = numberIn(part);
  const terms = termsAsked(filter);
  const where = [
    terms === null ? [] : [condition(`${tables.terms} match ?`, terms)],
    [condition(`${number} > ?`, low), condition(`${number} <= ?`, high)],
    within,
    lookedAt(['before', 'after', 'entity_name'], filter.text, filter.exact),
    lookedAt(['reason'], filter.reason, filter.exact),
    lookedAt(['basis_document'], filter.basisDocument, filter.exact),
    unsaid.map(({ member, text, exact }) => withoutText(saidColumns[member], text, exact)),
  ].flat();
  const from =
    terms === null ? tables.cells : `${tables.terms} cross join ${tables.cells} on cell_no = ${tables.terms}.rowid`;
  return { sql: `from ${from} where ${conjunction(where)}`, values: where.flatMap(({ values }) => values) };
}

function numberIn({ filter, tables }: ChangesPart): string {
  return termsAsked(filter) === null ? 'cell_no' : `${tables.terms}.rowid`;
}

const saidColumns = { reason: 'reason', basisDocument: 'basis_document' };

/** What the terms alone do not tell is looked at in the row. */
function lookedAt(columns: readonly string[], text: string | undefined, exact = false): Query[] {
  if (text === undefined || (isOneTerm(text) && (!exact || isAlone(text)))) return [];
  return holdsText(columns, text, exact);
}
