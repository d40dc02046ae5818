/** From the stretch of the ledger that a filter of changes names to positions. */
import type { Position } from '../../../events/position.js';
import { ledgerStart } from '../../../events/position.js';
import type { Instant } from '../../../services/instants.js';
import { asClock, compareInstants, readDate, readInstant } from '../../../services/instants.js';
import { QueryError } from '../../../services/query-error.js';
import type { Basis, ChangeFilter, LedgerSavesFilter, Stretch } from '../../../services/services.js';
import type { Corrected, Points, ResolvedChangeFilter, ResolvedSaveFilter, Seals } from '../../ports/read-model.js';
import type { QueryPoints } from './points/points.js';

/** What is asked of the read model: the filter resolved, and the last position that it is asked at. */
export interface ResolvedChanges {
  matching: ResolvedChangeFilter;
  position: Position;
}

/** @throws QueryError UNKNOWN_POSITION for a bound that the ledger never gave */
export async function checkBounds(
  { given }: Pick<QueryPoints, 'given'>,
  { positions }: Pick<ChangeFilter, 'positions'>,
): Promise<void> {
  for (const member of ['from', 'to'] as const) {
    const bound = positions?.[member] ?? null;
    if (bound !== null) await given(bound, ['filter', 'positions', member]);
  }
}

/**
 * The port's filter, and the last position that is asked about: versions, positions and times become one stretch of the
 * ledger.
 * @throws QueryError INVALID_INPUT, VERSION_NEEDS_ONE_BUDGET
 */
export async function resolveChanges(
  readModel: Points,
  { includeDrafts, draftId, versions, positions, times, ...same }: ChangeFilter,
  basis: Pick<Basis, 'position'>,
): Promise<ResolvedChanges> {
  const behind: Position[] = [];
  const upTo: Position[] = [basis.position];
  if (versions !== undefined) {
    const [onlyBudget, anotherBudget] = same.budgetIds ?? [];
    const table = draftId ?? (anotherBudget === undefined ? onlyBudget : undefined);
    if (table === undefined) throw versionsNeedBudget();
    const { from = 0, to } = rangeInOrder('versions', versions, (one, other) => one - other);
    const end = async (version: number) => (await readModel.saveAt(table, { version }))?.lastPosition;
    // Nothing comes before the first version, and nothing yet after the newest.
    if (from > 1) behind.push((await end(from - 1)) ?? basis.position);
    if (to !== undefined) upTo.push((await end(to)) ?? (to < 1 ? ledgerStart : basis.position));
  }
  await addStretch(readModel, stretchOf(positions, times), { behind, upTo });
  const last = behind.sort().at(-1);
  const drafts = draftId !== undefined ? { only: draftId } : includeDrafts === true ? ('INCLUDED' as const) : undefined;
  const matching = drafts === undefined ? same : { ...same, drafts };
  return {
    matching: last === undefined ? matching : { ...matching, behind: last },
    position: upTo.sort()[0] ?? basis.position,
  };
}

/** The same of saves. */
export async function resolveSaves(
  readModel: Points & Pick<Seals, 'correctedSaves'>,
  { positions, times, date, ...same }: LedgerSavesFilter,
  { position }: Pick<Basis, 'position'>,
): Promise<{ matching: ResolvedSaveFilter; position: Position }> {
  const behind: Position[] = [];
  const upTo: Position[] = [position];
  await addStretch(readModel, stretchOf(positions, times), { behind, upTo });
  if (date !== undefined) await addStretch(readModel, stretchOf(undefined, dayOf(date)), { behind, upTo });
  const last = behind.sort().at(-1);
  const matching = { ...same, ...(await correctedOf(readModel, same, position)) };
  return {
    matching: last === undefined ? matching : { ...matching, behind: last },
    position: upTo.sort()[0] ?? position,
  };
}

/** In Asia/Shanghai, where no day is longer or shorter than another. @throws QueryError INVALID_INPUT for what is no day */
function dayOf(date: string): NonNullable<Stretch['times']> {
  const read = readDate(date);
  if (typeof read !== 'string') {
    throw new QueryError('INVALID_INPUT', `“${date}”${read.zh}`, `"${date}" ${read.en}`, ['filter', 'date']);
  }
  return { from: `${read}T00:00:00.000+08:00`, to: `${read}T23:59:59.999+08:00` };
}

/** The saves of which a correction by then says what is asked of reason and document. */
export async function correctedOf(
  readModel: Pick<Seals, 'correctedSaves'>,
  asked: Pick<ChangeFilter, 'reason' | 'basisDocument' | 'exact'>,
  position: Position,
): Promise<{ corrected?: Corrected }> {
  const corrected: Corrected = {};
  for (const said of ['reason', 'basisDocument'] as const) {
    const text = asked[said];
    if (text === undefined) continue;
    const spans = await readModel.correctedSaves(said, text, position, asked.exact);
    if (spans.length > 0) corrected[said] = spans;
  }
  return Object.keys(corrected).length === 0 ? {} : { corrected };
}

function stretchOf(positions: Stretch['positions'], times: Stretch['times']): Stretch {
  return { ...(positions === undefined ? {} : { positions }), ...(times === undefined ? {} : { times }) };
}

interface Bounds {
  behind: Position[];
  upTo: Position[];
}

/** Adds what a stretch of the ledger comes to. @throws QueryError INVALID_INPUT */
async function addStretch(readModel: Points, { positions, times }: Stretch, { behind, upTo }: Bounds): Promise<void> {
  if (positions !== undefined) {
    const { from, to } = rangeInOrder('positions', positions, inLedgerOrder);
    // Within a save a position stands for the save's end here, too: whoever read at it has seen the whole save.
    if (from !== undefined) behind.push(await readModel.saveEnd(from as Position));
    if (to !== undefined) upTo.push(await readModel.saveEnd(to as Position));
  }
  if (times !== undefined) {
    const { from, to } = rangeInOrder('times', timesOf(times), compareInstants);
    // The clock counts milliseconds: one that `from` lies within has begun before it.
    if (from !== undefined)
      behind.push(await readModel.positionAt(asClock(from.milliseconds - (from.nanoseconds > 0 ? 0 : 1))));
    if (to !== undefined) upTo.push(await readModel.positionAt(asClock(to.milliseconds)));
  }
}

interface Range<Bound> {
  from?: Bound | null | undefined;
  to?: Bound | null | undefined;
}

/** @throws QueryError INVALID_INPUT */
function rangeInOrder<Bound>(name: string, { from, to }: Range<Bound>, compare: (one: Bound, other: Bound) => number) {
  const range = { from: from ?? undefined, to: to ?? undefined };
  if (range.from !== undefined && range.to !== undefined && compare(range.from, range.to) > 0) {
    throw new QueryError(
      'INVALID_INPUT',
      `filter.${name} 的 from 在 to 之后；请对调两者。`,
      `In filter.${name}, "from" comes after "to"; swap them.`,
      ['filter', name],
    );
  }
  return range;
}

function inLedgerOrder(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** @throws QueryError INVALID_INPUT for what is no time */
function timesOf(times: NonNullable<ChangeFilter['times']>): Range<Instant> {
  const read = (member: 'from' | 'to'): Instant | undefined => {
    const given = times[member] ?? null;
    if (given === null) return undefined;
    const instant = readInstant(given);
    if (!('zh' in instant)) return instant;
    const { zh, en } = instant;
    throw new QueryError('INVALID_INPUT', `“${given}”${zh}`, `"${given}" ${en}`, ['filter', 'times', member]);
  };
  return { from: read('from'), to: read('to') };
}

function versionsNeedBudget(): QueryError {
  return new QueryError(
    'VERSION_NEEDS_ONE_BUDGET',
    'filter.versions 按每个预算（草案）单独计数；请同时给出 filter.budgetIds（只一个预算）或 draftId，或改用 times、positions。',
    'filter.versions are counted per budget or draft; give filter.budgetIds (of one budget) or draftId with them, or use times or positions.',
    ['filter', 'versions'],
  );
}
