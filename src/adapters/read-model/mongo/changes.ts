import type { Position } from '../../../../events/position.js';
import type { ChangedCell } from '../../../../projections/rows.js';
import { waysSaid } from '../../../../projections/said.js';
import type { ChangeReading } from '../../../ports/change-reading.js';
import { changeReading } from '../../../ports/change-reading.js';
import { pagedRows } from '../../../ports/paging.js';
import type {
  ChangeOrder,
  ChangePlace,
  Changes,
  Count,
  Page,
  Paged,
  ResolvedChangeFilter,
} from '../../../ports/read-model.js';
import type { CellDocument } from './change-kinds.js';
import { cellKey, draftCells, cells } from './change-kinds.js';
import type { CellRange } from './change-ranges.js';
import {
  eventRange,
  intersection,
  isEmpty,
  pageRanges,
  rangeBetween,
  saveRange,
  writeChangeKey,
} from './change-ranges.js';
import type { CellFilter } from './change-terms.js';
import type { Unsaid } from './change-terms.js';
import { cellConditions, termsAsked, unsaidConditions } from './change-terms.js';
import type { Copy, Kind, Reading } from './documents.js';
import { gathering } from './gathering.js';
import { earlier } from './keys.js';
import { lastIn } from './last-changes.js';
import { all } from './lists.js';
import type { Alternatives } from './rarest.js';
import { hasOneOf, rarest } from './rarest.js';

export function changesOf(reading: Reading): Changes {
  const lastOf = (kind: Kind<CellDocument>) =>
    gathering((keys, position) => reading.ask(async (copy) => lastIn(copy, kind, keys, await copy.upTo(position))));
  const lastOfBudgets = lastOf(cells);
  const lastOfDrafts = lastOf(draftCells);
  return {
    changes: (filter, order, position, page) =>
      reading.ask(async (copy) => pageOfChanges(copy, filter, order, await copy.upTo(position), page)),
    countChanges: (filter, position, bound) =>
      reading.ask(async (copy) => countChanges(copy, filter, await copy.upTo(position), bound)),
    changesAt: (places) => reading.ask((copy) => changesAt(copy, places)),
    async lastChanges(addresses, position, branch) {
      const keys = addresses.map((address) => cellKey(address));
      if (branch === undefined) return lastOfBudgets(keys, position);
      const { draftId, openedOn } = branch;
      const [own, before] = await Promise.all([
        lastOfDrafts(
          addresses.map((address) => cellKey(address, draftId)),
          position,
        ),
        lastOfBudgets(keys, earlier(position, openedOn)),
      ]);
      return keys.map((_, index) => own[index] ?? before[index] ?? null);
    },
  };
}

/** An event is one of a budget or of a draft, and its cells stand together in one of the two collections. */
async function changesAt(copy: Copy, places: readonly ChangePlace[]): Promise<(ChangedCell | null)[]> {
  const positions = [...new Set(places.map(({ position }) => position))];
  if (positions.length === 0) return [];
  const events = positions.map((position) => {
    const { low, high } = eventRange(position);
    return { _id: { $gt: low, $lt: high } };
  });
  const ordinals = [...new Set(places.map(({ ordinal }) => ordinal))];
  const filter = { $or: events, 'row.ordinal': { $in: ordinals } };
  const found = await Promise.all(
    [cells, draftCells].map((kind) => copy.in(kind).find(filter, { projection: { row: 1 } })),
  );
  const rows = new Map(found.flat().map(({ row }) => [placeKey(row), row]));
  return Promise.all(
    places.map(async (place) => ((await copy.shows(place.position)) ? (rows.get(placeKey(place)) ?? null) : null)),
  );
}

const placeKey = ({ position, ordinal }: ChangePlace) => `${position} ${ordinal}`;

/** The part of a list of changes that one collection answers: the whole list, or one of two that are merged. */
interface ChangesPart {
  kind: Kind<CellDocument>;
  filter: CellFilter;
  range: CellRange;
  /** Only where the save itself did not say this. */
  unsaid: Unsaid;
}

/** Parts that are merged; those of one list follow each other, in ledger order. */
export function partsOf(filter: ResolvedChangeFilter, position: Position): ChangesPart[][] {
  return waysSaid(filter).flatMap((way) => {
    const parts = collectionsOf(way.filter, position);
    const { spans, unsaid } = way;
    if (spans === null) return parts.map((part) => [part]);
    return parts.map((part) =>
      spans.map((span) => ({ ...part, range: intersection(part.range, saveRange(span)), unsaid })),
    );
  });
}

function collectionsOf({ drafts, behind, ...filter }: ResolvedChangeFilter, position: Position): ChangesPart[] {
  const range = rangeBetween(behind, position);
  const ofBudgets: ChangesPart = { kind: cells, filter, range, unsaid: [] };
  if (drafts === undefined) return [ofBudgets];
  if (drafts === 'INCLUDED') return [ofBudgets, { kind: draftCells, filter, range, unsaid: [] }];
  const own = (draftId: string): ChangesPart => ({
    kind: draftCells,
    filter: { ...filter, draftId },
    range,
    unsaid: [],
  });
  if ('only' in drafts) return [own(drafts.only)];
  const { draftId, openedOn } = drafts.seenFrom;
  return [{ ...ofBudgets, range: rangeBetween(behind, earlier(position, openedOn)) }, own(draftId)];
}

async function pageOfChanges(
  copy: Copy,
  filter: ResolvedChangeFilter,
  order: ChangeOrder,
  position: Position,
  page: Page,
): Promise<Paged<ChangedCell>> {
  const reading = changeReading(order, page);
  const found = await Promise.all(partsOf(filter, position).map((parts) => firstOfAll(copy, parts, reading)));
  const rows = found.length === 1 ? found.flat() : found.flat().sort(reading.compare);
  return pagedRows(
    page,
    rows.map((row) => ({ key: writeChangeKey(row, order), row })),
  );
}

/** The rows of a page and the next one, of parts that follow each other: as many of them are read as it takes. */
async function firstOfAll(copy: Copy, parts: readonly ChangesPart[], reading: ChangeReading): Promise<ChangedCell[]> {
  const found: ChangedCell[] = [];
  for (const part of reading.walk === 'OLDEST_FIRST' ? parts : parts.toReversed()) {
    if (found.length > reading.size) break;
    if (!isEmpty(part.range)) found.push(...(await firstOf(copy, part, reading)));
  }
  return found;
}

/** The rows of a page and the next one, of one part: when parts are merged, the page's rows are among these. */
async function firstOf(copy: Copy, part: ChangesPart, reading: ChangeReading): Promise<ChangedCell[]> {
  const { size, from, backwards, walk, byNumber, compare } = reading;
  const wanted = size + 1;
  const { withinEvent, events } = pageRanges(part.range, walk, from);
  const lead = await leadOf(copy, part);
  const read = (range: CellRange, sort: 1 | -1, limit: number) => cellsIn(copy, part, lead, range, sort, limit);
  // An event's places are read downwards in either order; backwards upwards.
  const withinSort = backwards ? 1 : -1;
  const found = withinEvent === null ? [] : await read(withinEvent, withinSort, wanted);
  const rest = wanted - found.length;
  if (rest <= 0) return found;
  const next = await read(events, walk === 'NEWEST_FIRST' ? -1 : 1, rest);
  if (byNumber) return [...found, ...next];
  // Read this way an event comes from its wrong end on: the last one is read once more, from the other.
  const last = next.at(-1);
  if (last === undefined || next.length < rest) return [...found, ...next.sort(compare)];
  const whole = next.filter(({ position }) => position !== last.position).sort(compare);
  const ofLast = await read(intersection(events, eventRange(last.position)), withinSort, rest - whole.length);
  return [...found, ...whole, ...ofLast];
}

async function countChanges(
  copy: Copy,
  filter: ResolvedChangeFilter,
  position: Position,
  bound: number,
): Promise<Count> {
  const counts = partsOf(filter, position)
    .flat()
    .map(async (part) => {
      if (isEmpty(part.range)) return 0;
      const lead = await leadOf(copy, part);
      return copy.in(part.kind).count(all(conditionsOf(part, lead, part.range)), bound + 1, hintOf(lead));
    });
  const found = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  return { value: Math.min(found, bound), exact: found <= bound };
}

/** The rarest terms of what is asked, among the cells of the part; undefined: nothing is asked. */
export function leadOf(
  copy: Copy,
  { kind, filter, range: { low, high } }: ChangesPart,
): Promise<Alternatives | undefined> {
  return rarest(termsAsked(filter), (terms, limit) =>
    copy.in(kind).count(all([hasOneOf(terms), { _id: { $gt: low, $lt: high } }]), limit, hintOf(terms)),
  );
}

async function cellsIn(
  copy: Copy,
  part: ChangesPart,
  lead: Alternatives | undefined,
  range: CellRange,
  sort: 1 | -1,
  limit: number,
): Promise<ChangedCell[]> {
  if (isEmpty(range)) return [];
  const found = await copy.in(part.kind).find(all(conditionsOf(part, lead, range)), {
    ...hintOf(lead),
    sort: { _id: sort },
    limit,
    projection: { row: 1 },
  });
  return found.map(({ row }) => row);
}

export function conditionsOf(
  { filter, unsaid }: ChangesPart,
  lead: Alternatives | undefined,
  { low, high }: CellRange,
): object[] {
  const within = { _id: { $gt: low, $lt: high } };
  const asked = [...cellConditions(filter), ...unsaidConditions(unsaid)];
  return lead === undefined ? [within, ...asked] : [hasOneOf(lead), within, ...asked];
}

/** Without a lead the cells are read by their places alone. */
export function hintOf(lead: Alternatives | undefined): { hint: string } {
  return { hint: lead === undefined ? '_id_' : 'by_term' };
}
