import type { EventReader, EventStore, NewSave, Position, StoredEvent } from '../../../src/ports/event-store.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import { storedForm } from '../../../events/record.js';
import type { DecidedSave } from '../random/history.js';
import { eventStore } from './pair.js';

/** A save as the event store takes it. */
export function newSave({ events }: Pick<DecidedSave, 'events'>): NewSave {
  const first = events[0];
  if (first === undefined) throw new TypeError('a save has at least one event');
  const { stream, revision, version, commandId, commandHash } = first;
  return { stream, expectedRevision: revision - 1, version, commandId, commandHash, events: events.map(storedForm) };
}

/** Appends a history in its order. SQLite keeps the order in which saves are issued; others keep that of each stream. */
export async function appendAll(store: EventStore, history: readonly DecidedSave[]): Promise<void> {
  if (eventStore === 'sqlite') await Promise.all(history.map((save) => store.append(newSave(save))));
  else for (const save of history) await store.append(newSave(save));
}

/**
 * The ledger as it was when it grew up to `last`, `batch` events at a time, and the projector was stopped there. The
 * batches cut through saves, as the port allows.
 */
export function growing(store: EventReader, last: Position, batch: number): EventReader {
  let end = ledgerStart;
  return {
    ...store,
    head: async () => end,
    async *follow(after) {
      for await (const page of pagesUpTo(store, after, last, batch)) {
        end = page.at(-1)?.position ?? end;
        yield page;
      }
    },
  };
}

/** The ledger as it is, with a projector that is stopped when it has read up to `last`. */
export function cutOff(store: EventReader, last: Position, batch: number): EventReader {
  return { ...store, follow: (after) => pagesUpTo(store, after, last, batch) };
}

async function* pagesUpTo(store: EventReader, after: Position, last: Position, batch: number) {
  for (let at = after; at < last;) {
    const page: StoredEvent[] = (await store.readAll(at, batch)).filter(({ position }) => position <= last);
    at = page.at(-1)?.position ?? last;
    if (page.length > 0) yield page;
  }
}
