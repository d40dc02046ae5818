import type { EventPlace } from '../../events/ledger/ledger.events.js';
import { Refusal } from '../../events/refusal.js';
import { QueryError } from '../../services/query-error.js';
import type { CommandOutcome, EventReader, Position, StoredEvent } from '../ports/event-store.js';
import { ledgerStart } from '../ports/event-store.js';
import type { Points } from '../ports/read-model.js';
import type { Intent } from './command-lanes.js';
import { clocksFrom, startBefore, wrongSpans } from './corrected-clocks.js';
import type { OwnEventTools } from './own-events.js';
import { placeOf, recordOwnEvent } from './own-events.js';
import { envelopeOf } from './stored-event.js';

/** A save whose time changes by a correction: the ledger's clock at its end. */
export interface RetimedSave {
  position: Position;
  before: string;
  after: string;
}

/** What a correction of the ledger's clock comes to, before it is recorded. */
export interface ClockCorrection {
  first: EventPlace;
  last: EventPlace;
  /** In ledger order; none: nothing changes. */
  retimed: RetimedSave[];
  /** The ledger's clock at its head then. */
  clock: string;
}

interface PlanTools {
  events: Pick<EventReader, 'readAt' | 'readAll' | 'readStream' | 'head'>;
  readModel: Pick<Points, 'lastSave' | 'saveAt'>;
}

/**
 * @param from a position in the first save that was made by a wrong clock, `to` one in the last
 * @throws QueryError UNKNOWN_POSITION; Refusal INVALID_INPUT
 */
export async function planCorrection(tools: PlanTools, from: string, to: string): Promise<ClockCorrection> {
  const { events } = tools;
  const first = await eventAt(events, from, 'from');
  const last = await endOfSave(events, await eventAt(events, to, 'to'));
  if (last.position < first.position) {
    throw new Refusal(
      'INVALID_INPUT',
      `--to（${to}）在 --from（${from}）之前；请先写较早的位置。`,
      `--to (${to}) is before --from (${from}); give the earlier position first.`,
      { argument: ['to'] },
    );
  }
  const head = await events.head();
  const start = await startBefore(first.position, tools);
  const known = await wrongSpans(events);
  const before = await clocksFrom(events, start, head, known);
  const wrong = { from: first.position, to: last.position };
  const after = await clocksFrom(events, start, head, [...known, wrong]);
  const retimed = after.flatMap(({ position, clock }, index) => {
    const was = before[index]?.clock ?? clock;
    return was === clock ? [] : [{ position, before: was, after: clock }];
  });
  return { first: placeOf(first), last: placeOf(last), retimed, clock: after.at(-1)?.clock ?? '' };
}

/** @throws what `recordOwnEvent` throws */
export function recordCorrection(
  tools: OwnEventTools,
  intent: Intent,
  { first, last }: ClockCorrection,
): Promise<CommandOutcome | null> {
  return recordOwnEvent(tools, intent, () => ({ type: 'ClockCorrected', data: { first, last } }));
}

/** @param before the ledger's clock */
export function recordConfirmation(
  tools: OwnEventTools,
  intent: Intent,
  before: string,
): Promise<CommandOutcome | null> {
  return recordOwnEvent(tools, intent, () => ({ type: 'ClockConfirmed', data: { before } }));
}

async function eventAt(events: PlanTools['events'], position: string, argument: string): Promise<StoredEvent> {
  const found = position === ledgerStart ? null : await events.readAt(position as Position);
  if (found !== null) return found;
  throw new QueryError(
    'UNKNOWN_POSITION',
    `没有位置“${position}”；请给出本账本返回过的位置，如 budget-ledger saves 所列。`,
    `There is no position "${position}"; give one that this ledger has returned, such as "budget-ledger saves" lists.`,
    [argument],
  );
}

async function endOfSave(events: PlanTools['events'], within: StoredEvent): Promise<StoredEvent> {
  let at = within;
  while (!envelopeOf(at).endsSave) {
    const [next] = await events.readAll(at.position, 1);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}
