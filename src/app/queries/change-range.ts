/** From the stretch of the ledger that a filter of changes names to positions. */
import type { Position } from '../../../events/position.js';
import { ledgerStart } from '../../../events/position.js';
import type { Instant } from '../../../services/instants.js';
import { asClock, compareInstants, readDate, readInstant } from '../../../services/instants.js';
import { QueryError } from '../../../services/query-error.js';
import type { Basis, ChangeFilter, LedgerSavesFilter, Stretch } from '../../../services/services.js';
import type {
  Corrected,
  Drafts,
  Points,
  ResolvedChangeFilter,
  ResolvedSaveFilter,
  Seals,
} from '../../ports/read-model.js';
import { checkTogether } from './check-contradictions.js';
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
 * @param asked AGAIN: a feed goes on, and what has not been yet has an end that moves with the ledger
 * @throws QueryError INVALID_INPUT, VERSION_NEEDS_ONE_BUDGET
 */
export async function resolveChanges(
  readModel: Points,
  { includeDrafts, draftId, versions, positions, times, ...same }: ChangeFilter,
  basis: Pick<Basis, 'position'>,
  asked: 'FIRST' | 'AGAIN' = 'FIRST',
): Promise<ResolvedChanges> {
  const stretches = await stretchesOf(readModel, positions, times);
  if (versions !== undefined) {
    const [onlyBudget, anotherBudget] = same.budgetIds ?? [];
    const table = draftId ?? (anotherBudget === undefined ? onlyBudget : undefined);
    if (table === undefined) throw versionsNeedBudget();
    const { from = 0, to } = rangeInOrder('versions', versions, (one, other) => one - other);
    const end = async (version: number) => (await readModel.saveAt(table, { version }))?.lastPosition;
    stretches.push({
      member: 'versions',
      // Nothing comes before the first version, and nothing yet after the newest.
      ...(from > 1 ? { behind: (await end(from - 1)) ?? basis.position } : {}),
      ...(to === undefined ? {} : { upTo: (await end(to)) ?? (to < 1 ? ledgerStart : basis.position) }),
    });
  }
  if (asked === 'FIRST') checkNotApart(stretches);
  const { behind, upTo } = together(stretches, basis.position);
  const drafts = draftId !== undefined ? { only: draftId } : includeDrafts === true ? ('INCLUDED' as const) : undefined;
  const matching = drafts === undefined ? same : { ...same, drafts };
  return { matching: behind === undefined ? matching : { ...matching, behind }, position: upTo };
}

/** The same of saves. */
export async function resolveSaves(
  readModel: Points & Pick<Seals, 'correctedSaves'>,
  { positions, times, date, ...same }: LedgerSavesFilter,
  { position }: Pick<Basis, 'position'>,
): Promise<{ matching: ResolvedSaveFilter; position: Position }> {
  const stretches = await stretchesOf(readModel, positions, times);
  if (date !== undefined) {
    const day = dayOf(date);
    checkOverlap(date, day, times);
    const [ofDay] = await stretchesOf(readModel, undefined, day);
    stretches.push({ ...ofDay, member: 'date' });
  }
  checkNotApart(stretches);
  const { behind, upTo } = together(stretches, position);
  const matching = { ...same, ...(await correctedOf(readModel, same, position)) };
  return { matching: behind === undefined ? matching : { ...matching, behind }, position: upTo };
}

/** In Asia/Shanghai, where no day is longer or shorter than another. @throws QueryError INVALID_INPUT for what is no day */
function dayOf(date: string): NonNullable<Stretch['times']> {
  const read = readDate(date);
  if (typeof read !== 'string') {
    throw new QueryError('INVALID_INPUT', `“${date}”${read.zh}`, `"${date}" ${read.en}`, ['filter', 'date']);
  }
  return { from: `${read}T00:00:00.000+08:00`, to: `${read}T23:59:59.999+08:00` };
}

/** @throws QueryError INVALID_INPUT for a draft that is none of the budgets */
export async function checkDraftOf(
  readModel: Pick<Drafts, 'draft'>,
  { draftId, budgetIds }: Pick<ChangeFilter, 'draftId' | 'budgetIds'>,
  { position }: Pick<Basis, 'position'>,
): Promise<void> {
  if (draftId === undefined || budgetIds === undefined) return;
  const known = await readModel.draft(draftId, position);
  checkTogether(
    known === null || budgetIds.includes(known.draft.budgetId),
    ['budgetIds', 'draftId'],
    `草案“${known?.draft.name ?? ''}”不属于所列预算`,
    `the draft "${known?.draft.name ?? ''}" is of none of these budgets`,
  );
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

/** What a member of a filter comes to in the ledger: behind one position, up to and with another. */
interface LedgerStretch {
  member: 'positions' | 'times' | 'date' | 'versions';
  behind?: Position;
  upTo?: Position;
}

/** @throws QueryError INVALID_INPUT */
async function stretchesOf(
  readModel: Points,
  positions: Stretch['positions'],
  times: Stretch['times'],
): Promise<LedgerStretch[]> {
  const stretches: LedgerStretch[] = [];
  if (positions !== undefined) {
    const { from, to } = rangeInOrder('positions', positions, inLedgerOrder);
    stretches.push({
      member: 'positions',
      // Within a save a position stands for the save's end here, too: whoever read at it has seen the whole save.
      ...(from === undefined ? {} : { behind: await readModel.saveEnd(from as Position) }),
      ...(to === undefined ? {} : { upTo: await readModel.saveEnd(to as Position) }),
    });
  }
  if (times !== undefined) {
    const { from, to } = rangeInOrder('times', timesOf(times), compareInstants);
    // The clock counts milliseconds: one that `from` lies within has begun before it.
    const before = from && asClock(from.milliseconds - (from.nanoseconds > 0 ? 0 : 1));
    stretches.push({
      member: 'times',
      ...(before === undefined ? {} : { behind: await readModel.positionAt(before) }),
      ...(to === undefined ? {} : { upTo: await readModel.positionAt(asClock(to.milliseconds)) }),
    });
  }
  return stretches;
}

/** @throws QueryError INVALID_INPUT where two lie apart */
function checkNotApart(stretches: readonly LedgerStretch[]): void {
  for (const { member: one, behind } of stretches) {
    for (const { member: other, upTo } of stretches) {
      // Where they are equal nothing has been recorded in both yet.
      checkTogether(
        behind === undefined || upTo === undefined || behind <= upTo,
        other < one ? [other, one] : [one, other],
        '两段记录没有重合之处',
        'the two stretches of the ledger lie apart',
      );
    }
  }
}

/** What they have in common, up to the point that is asked at. */
function together(
  stretches: readonly LedgerStretch[],
  basis: Position,
): { behind: Position | undefined; upTo: Position } {
  const starts = stretches.flatMap(({ behind }) => (behind === undefined ? [] : [behind]));
  const ends = stretches.flatMap(({ upTo }) => (upTo === undefined ? [] : [upTo]));
  return { behind: starts.sort().at(-1), upTo: [basis, ...ends].sort()[0] ?? basis };
}

/** By the clock, since a ledger may have nothing recorded between a day and a time. @throws QueryError INVALID_INPUT */
function checkOverlap(date: string, day: NonNullable<Stretch['times']>, times: Stretch['times'] = {}): void {
  const { from, to } = timesOf(times);
  const { from: begins, to: ends } = timesOf(day);
  const isApart = (one: Instant | null | undefined, other: Instant | null | undefined) =>
    one && other && compareInstants(one, other) > 0;
  checkTogether(
    isApart(from, ends) !== true && isApart(begins, to) !== true,
    ['date', 'times'],
    `times 不在 ${date} 这一天（北京时间）之内`,
    `"times" has nothing of ${date}, a day in Asia/Shanghai`,
  );
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
