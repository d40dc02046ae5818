import type { EventPlace } from '../../events/ledger/ledger.events.js';
import { clockBefore } from '../../services/instants.js';
import type { PositionedOwnEvent } from '../../projections/positioned-event.js';
import type { EventReader, Position } from '../ports/event-store.js';
import { ledgerStart } from '../ports/event-store.js';
import type { ClockAt, Points } from '../ports/read-model.js';
import { readOwnEvents } from './own-events.js';
import { envelopeOf } from './stored-event.js';

/** Saves whose clock was wrong: those that end from one position to another, both included. */
export interface WrongSpan {
  from: Position;
  to: Position;
}

type Correction = PositionedOwnEvent & { type: 'ClockCorrected' };

interface CorrectingTools {
  events: Pick<EventReader, 'readStream' | 'readAll'>;
  readModel: Pick<Points, 'lastSave' | 'saveAt'>;
}

const pageSize = 500;

/**
 * The ledger's clock at the end of each save from the first one that a correction is about to the correction itself, by all
 * corrections up to it. Depends on the events alone: the views have the same clocks whether they follow or are made anew.
 */
export async function clocksAfter(correction: Correction, tools: CorrectingTools): Promise<ClockAt[]> {
  const { events } = tools;
  const spans = await wrongSpans(events, correction.position);
  const from = await positionOf(events, correction.data.first);
  return clocksFrom(events, await startBefore(from, tools), correction.position, spans);
}

/** What has been corrected up to a position. */
export async function wrongSpans(
  events: CorrectingTools['events'],
  upTo: Position | null = null,
): Promise<WrongSpan[]> {
  const said = await readOwnEvents(events);
  const corrections = said.filter(
    (event): event is Correction => event.type === 'ClockCorrected' && (upTo === null || event.position <= upTo),
  );
  return Promise.all(
    corrections.map(async ({ data: { first, last } }) => ({
      from: await positionOf(events, first),
      to: await positionOf(events, last),
    })),
  );
}

/** @throws Error if the event is not there */
async function positionOf(events: Pick<EventReader, 'readStream'>, place: EventPlace): Promise<Position> {
  const { stream, revision, eventId } = place;
  const [found] = await events.readStream(stream, revision, 1);
  if (found?.id === eventId) return found.position;
  throw new Error(
    `a correction of the clock names the event ${eventId} at ${revision} of ${stream}, which is not there`,
  );
}

/** The end of a save before a position, with its clock: the newest one that is easily found. */
export async function startBefore(
  position: Position,
  { readModel }: Pick<CorrectingTools, 'readModel'>,
): Promise<ClockAt> {
  const save = await readModel.lastSave(position);
  if (save === null) return { position: ledgerStart, clock: '' };
  if (save.lastPosition < position) return { position: save.lastPosition, clock: save.clock };
  // It is the one at the position itself; the one before it of the same table is before the position, too.
  const before = await readModel.saveAt(save.draftId ?? save.budgetId, { version: save.version - 1 });
  return before === null
    ? { position: ledgerStart, clock: '' }
    : { position: before.lastPosition, clock: before.clock };
}

/** The clock at the end of each save behind the start: the greatest time of those that are not wrong. */
export async function clocksFrom(
  events: Pick<EventReader, 'readAll'>,
  start: ClockAt,
  upTo: Position,
  wrong: readonly WrongSpan[],
): Promise<ClockAt[]> {
  const found: ClockAt[] = [];
  let { position: at, clock } = start;
  for (;;) {
    const page = await events.readAll(at, pageSize);
    for (const stored of page) {
      const { position } = stored;
      if (position > upTo) return found;
      at = position;
      const { endsSave, recordedAt } = envelopeOf(stored);
      if (!endsSave) continue;
      const isWrong = wrong.some(({ from, to }) => from <= position && position <= to);
      if (!isWrong && recordedAt > clock) clock = recordedAt;
      // A save that nothing right is recorded before is as old as can be.
      found.push({ position, clock: clock === '' ? clockBefore : clock });
    }
    if (page.length < pageSize) return found;
  }
}
