import { ledgerStream } from '../../events/identity.js';
import type { EventPlace, OwnEvent } from '../../events/ledger/ledger.events.js';
import { envelop, storedForm } from '../../events/record.js';
import { isOwnEvent } from '../../events/upcast.js';
import type { PositionedOwnEvent } from '../../projections/positioned-event.js';
import type { CommandOutcome, EventReader, EventStore, NewSave, StoredEvent } from '../ports/event-store.js';
import { RevisionConflict } from '../ports/event-store.js';
import type { Intent } from './command-lanes.js';
import { decodeStored } from './stored-event.js';

const pageSize = 500;

/** What the ledger has said of itself, in its order. @throws AlteredEvent */
export async function readOwnEvents(events: Pick<EventReader, 'readStream'>): Promise<PositionedOwnEvent[]> {
  const read: PositionedOwnEvent[] = [];
  for (;;) {
    const page = await events.readStream(ledgerStream, read.length, pageSize);
    for (const stored of page) {
      const event = decodeStored(stored);
      if (!isOwnEvent(event)) throw new Error(`event ${event.id} is a ${event.type}, which is of a table`);
      read.push({ ...event, position: stored.position });
    }
    if (page.length < pageSize) return read;
  }
}

export interface OwnEventTools {
  store: Pick<EventStore, 'append' | 'readStream'>;
  /** RFC 3339 UTC with milliseconds. */
  now: () => string;
  newId: () => string;
}

/** Of one event: others that say something of the ledger at the same time come before it again and again. */
const attempts = 8;

/**
 * Has the ledger say something of itself.
 * @param decide on what it has said before; null: there is nothing to say
 * @returns null: nothing was said
 * @throws Refusal from `decide`; what `EventStore.append` throws
 */
export async function recordOwnEvent(
  { store, now, newId }: OwnEventTools,
  intent: Intent,
  decide: (before: readonly PositionedOwnEvent[]) => OwnEvent | null,
): Promise<CommandOutcome | null> {
  for (let tried = 1; ; tried += 1) {
    const before = await readOwnEvents(store);
    const fact = decide(before);
    if (fact === null) return null;
    try {
      return await store.append(ownSave(fact, before, intent, { now, newId }));
    } catch (error) {
      if (!(error instanceof RevisionConflict) || tried === attempts) throw error;
    }
  }
}

/**
 * The save of one own event. That a loss was accepted is placed behind what is lost.
 * @param before what the ledger has said of itself
 */
export function ownSave(
  fact: OwnEvent,
  before: readonly PositionedOwnEvent[],
  intent: Intent,
  { now, newId }: Pick<OwnEventTools, 'now' | 'newId'>,
): NewSave {
  const expectedRevision = before.length - 1;
  const version = (before.at(-1)?.version ?? 0) + 1;
  const { commandId, commandHash } = intent;
  const save = { ...intent, stream: ledgerStream, version, recordedAt: now() };
  const events = envelop([fact], save, expectedRevision + 1, newId).map(storedForm);
  const behind = fact.type === 'LossAccepted' ? { behind: fact.data.lost.position } : {};
  return { stream: ledgerStream, expectedRevision, version, commandId, commandHash, events, ...behind };
}

/** How an own event names another event: by what stays when the ledger moves. */
export function placeOf({ id: eventId, stream, revision }: StoredEvent): EventPlace {
  return { eventId, stream, revision };
}
