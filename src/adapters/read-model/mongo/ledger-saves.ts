import type { SaveRow } from '../../../../projections/rows.js';
import { waysSaid } from '../../../../projections/said.js';
import type { Position } from '../../../ports/event-store.js';
import { pagedRows, readingOf } from '../../../ports/paging.js';
import type { ChangeOrder, Count, Page, Paged, ResolvedSaveFilter } from '../../../ports/read-model.js';
import type { Unsaid } from './change-terms.js';
import { unsaidConditions } from './change-terms.js';
import type { Copy } from './documents.js';
import { readKey, writeKey } from '../../../ports/sort-keys.js';
import { all } from './lists.js';
import type { Alternatives } from './rarest.js';
import { hasOneOf, rarest } from './rarest.js';
import type { SaveTermsAsked } from './save-terms.js';
import { saveConditions, saveTermsAsked } from './save-terms.js';
import { saves } from './saves.js';

interface SavesPart {
  filter: SaveTermsAsked;
  /** Where the saves end. */
  within: { $gt: Position; $lte: Position; $lt?: Position };
  /** Only those that end at one of these; null: wherever. */
  ends: readonly Position[] | null;
  unsaid: Unsaid;
}

/** Parts that are merged. */
function partsOf(asked: ResolvedSaveFilter, position: Position): SavesPart[] {
  return waysSaid(asked).map(({ filter: { behind, ...filter }, spans, unsaid }) => {
    const ends = spans === null ? null : spans.map(({ lastPosition }) => lastPosition);
    return { filter, within: { $gt: behind ?? ('' as Position), $lte: position }, ends, unsaid };
  });
}

export async function pageOfSaves(
  copy: Copy,
  filter: ResolvedSaveFilter,
  order: ChangeOrder,
  position: Position,
  page: Page,
): Promise<Paged<SaveRow>> {
  const { size, from, backwards } = readingOf(page);
  const downwards = (order === 'NEWEST_FIRST') !== backwards;
  const [key] = from === null ? [] : readKey(from);
  const parts = partsOf(filter, position).map((part) => beyond(part, key as Position | undefined, downwards));
  const rows = (await Promise.all(parts.map((part) => savesIn(copy, part, downwards, size + 1)))).flat();
  const sign = downwards ? -1 : 1;
  rows.sort((one, other) => (one.lastPosition < other.lastPosition ? -sign : sign));
  return pagedRows(
    page,
    rows.map((row) => ({ key: writeKey([row.lastPosition]), row })),
  );
}

/** What is left of the part beyond a key, on the way that it is read. */
function beyond(part: SavesPart, key: Position | undefined, downwards: boolean): SavesPart {
  if (key === undefined) return part;
  const { $gt } = part.within;
  return { ...part, within: { ...part.within, ...(downwards ? { $lt: key } : { $gt: $gt > key ? $gt : key }) } };
}

async function savesIn(copy: Copy, part: SavesPart, downwards: boolean, limit: number): Promise<SaveRow[]> {
  const lead = await leadOf(copy, part);
  const page = { ...hintOf(lead), sort: { _id: downwards ? -1 : 1 }, limit } as const;
  return (await copy.in(saves).find(all(conditionsOf(part, lead)), page)).map(({ row }) => row);
}

export async function countSaves(
  copy: Copy,
  filter: ResolvedSaveFilter,
  position: Position,
  bound: number,
): Promise<Count> {
  const counts = partsOf(filter, position).map(async (part) => {
    const lead = await leadOf(copy, part);
    return copy.in(saves).count(all(conditionsOf(part, lead)), bound + 1, hintOf(lead));
  });
  const found = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  return { value: Math.min(found, bound), exact: found <= bound };
}

/** The rarest term of what is asked, among the saves of the part; undefined: nothing is asked, or they are named. */
async function leadOf(copy: Copy, { filter, within, ends }: SavesPart): Promise<Alternatives | undefined> {
  if (ends !== null) return undefined;
  return rarest(saveTermsAsked(filter), (terms, limit) =>
    copy.in(saves).count(all([hasOneOf(terms), { _id: within }]), limit, hintOf(terms)),
  );
}

function conditionsOf({ filter, within, ends, unsaid }: SavesPart, lead: Alternatives | undefined): object[] {
  const places = ends === null ? within : { ...within, $in: ends };
  const asked = [{ _id: places }, ...saveConditions(filter), ...unsaidConditions(unsaid)];
  return lead === undefined ? asked : [hasOneOf(lead), ...asked];
}

/** Without a lead the saves are read by their places alone. */
function hintOf(lead: Alternatives | undefined): { hint: string } {
  return { hint: lead === undefined ? '_id_' : 'by_term' };
}
