import type { EventReader, EventStore, NewEvent, NewSave, Position, StoredEvent } from '../../src/ports/event-store.js';
import { encodeEvent } from '../../events/record.js';
import type { RecordedEvent } from '../../events/upcast.js';
import type { DecidedSave } from './random-history.js';

/** A save as the event store takes it. */
export function newSave({ events }: Pick<DecidedSave, 'events'>): NewSave {
  const first = events[0];
  if (first === undefined) throw new TypeError('a save has at least one event');
  const { stream, revision, version, commandId, commandHash } = first;
  return { stream, expectedRevision: revision - 1, version, commandId, commandHash, events: events.map(newEvent) };
}

export function newEvent(event: RecordedEvent): NewEvent {
  return { id: event.id, type: event.type, body: encodeEvent(event) };
}

/** Appends a history in its order. */
export async function appendAll(store: EventStore, history: readonly DecidedSave[]): Promise<void> {
  await Promise.all(history.map((save) => store.append(newSave(save))));
}

/**
 * The store as a reader finds it whose batches hold `batch` events, and which ends after `last`: where a projector is
 * stopped. Batches of any size, which cut through saves, are what the port allows.
 */
export function stoppingAfter(store: EventReader, last: Position, batch = 3): EventReader {
  return {
    ...store,
    async *follow(after) {
      for (let at = after; at < last;) {
        const page: StoredEvent[] = (await store.readAll(at, batch)).filter(({ position }) => position <= last);
        at = page.at(-1)?.position ?? last;
        if (page.length > 0) yield page;
      }
    },
  };
}
