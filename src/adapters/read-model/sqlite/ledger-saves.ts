import { waysSaid } from '../../../../projections/said.js';
import type { SaveRow } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import { pagedRows, readingOf } from '../../../ports/paging.js';
import type { ChangeOrder, Count, Page, Paged, Points, ResolvedSaveFilter, Said } from '../../../ports/read-model.js';
import { isOneTerm } from './change-terms.js';
import type { Unsaid } from './change-ranges.js';
import { readKey, writeKey } from '../../../ports/sort-keys.js';
import { countRows } from './lists.js';
import type { Prepare, Query, Select } from './query.js';
import { condition, conjunction, selectWith } from './query.js';
import { saveColumns, toSave } from './saves.js';
import type { SaveTermsAsked } from './save-terms.js';
import { saveTermsAsked } from './save-terms.js';
import { holdsText, isAlone, withoutText } from './texts.js';

/** Saves of the whole ledger. They are numbered in ledger order, so a stretch of it is a range of numbers. */
export function ledgerSavesOf(prepare: Prepare): Pick<Points, 'ledgerSaves' | 'countLedgerSaves'> {
  const select = selectWith(prepare);
  return {
    ledgerSaves: async (filter, order, position, page) => pageOfSaves(select, filter, order, position, page),
    countLedgerSaves: async (filter, position, bound) => {
      const parts = partsOf(filter, position).flat();
      return countRows(
        select,
        parts.map((part) => matching(select, part, 'select 1')),
        bound,
      ) satisfies Count;
    },
  };
}

interface SavesPart {
  filter: SaveTermsAsked;
  /** Ends behind this, from here on, and at or before that. */
  behind: Position | undefined;
  from: Position | undefined;
  position: Position;
  unsaid: Unsaid;
}

/** Parts that are merged; those of one list follow each other, in ledger order. */
function partsOf(asked: ResolvedSaveFilter, position: Position): SavesPart[][] {
  return waysSaid(asked).map(({ filter: { behind, ...filter }, spans, unsaid }) => {
    const part = { filter, behind, from: undefined, position, unsaid };
    if (spans === null) return [part];
    const known = spans.filter(({ lastPosition }) => lastPosition <= position);
    return known.map(({ lastPosition }) => ({ ...part, from: lastPosition, position: lastPosition }));
  });
}

function pageOfSaves(
  select: Select,
  filter: ResolvedSaveFilter,
  order: ChangeOrder,
  position: Position,
  page: Page,
): Paged<SaveRow> {
  const { size, from, backwards } = readingOf(page);
  const downwards = (order === 'NEWEST_FIRST') !== backwards;
  const [key] = from === null ? [] : readKey(from);
  const beyond = key === undefined ? [] : [condition(`last_position ${downwards ? '<' : '>'} ?`, key)];
  const rows = partsOf(filter, position).flatMap((parts) => {
    const found: SaveRow[] = [];
    for (const part of downwards ? parts.toReversed() : parts) {
      if (found.length > size) break;
      const { sql, values } = matching(select, part, `select ${saveColumns}`, beyond);
      const ordered = `${sql} order by ${numberIn(part)} ${downwards ? 'desc' : 'asc'} limit ?`;
      found.push(...select({ sql: ordered, values: [...values, size + 1] }).map((row) => toSave(row as never)));
    }
    return found;
  });
  const sign = downwards ? -1 : 1;
  rows.sort((one, other) => (one.lastPosition < other.lastPosition ? -sign : sign));
  return pagedRows(
    page,
    rows.map((row) => ({ key: writeKey([row.lastPosition]), row })),
  );
}

function matching(select: Select, part: SavesPart, what: string, more: readonly Query[] = []): Query {
  const { filter, behind, from, position, unsaid } = part;
  const terms = saveTermsAsked(filter);
  const number = numberIn(part);
  const lastUpTo = (than: string, end: Position) => {
    const sql = `select save_no from saves where last_position ${than} ? order by last_position desc limit 1`;
    return (select({ sql, values: [end] })[0] as [number] | undefined)?.[0] ?? 0;
  };
  const where = [
    terms === null ? [] : [condition('save_terms match ?', terms)],
    behind === undefined ? [] : [condition(`${number} > ?`, lastUpTo('<=', behind))],
    from === undefined ? [] : [condition(`${number} > ?`, lastUpTo('<', from))],
    [condition(`${number} <= ?`, lastUpTo('<=', position))],
    lookedAt('reason', filter),
    lookedAt('basisDocument', filter),
    unsaid.map(({ member, text, exact }) => withoutText(bodyMember(member), text, exact)),
    more,
  ].flat();
  const table = terms === null ? 'saves' : 'save_terms cross join saves on save_no = save_terms.rowid';
  return { sql: `${what} from ${table} where ${conjunction(where)}`, values: where.flatMap(({ values }) => values) };
}

function numberIn({ filter }: SavesPart): string {
  return saveTermsAsked(filter) === null ? 'save_no' : 'save_terms.rowid';
}

function bodyMember(member: string): string {
  return `json_extract(body, '$.${member}')`;
}

/** What the terms alone do not tell is looked at in the row. */
function lookedAt(member: Said, { [member]: text, exact = false }: SaveTermsAsked): Query[] {
  if (text === undefined || (isOneTerm(text) && (!exact || isAlone(text)))) return [];
  return holdsText([bodyMember(member)], text, exact);
}
