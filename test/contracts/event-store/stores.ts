import type { EventReader, EventStore } from '../../../src/ports/event-store.js';
import { useWorkplace } from '../../support/workplace.js';

/** Opens the store of a place, an empty directory at first; the same place is the same store. */
export type OpenStore = (place: string) => Promise<EventStore>;
export type OpenReader = (place: string) => EventReader | Promise<EventReader>;

export interface Stores {
  place(): string;
  open(place?: string): Promise<EventStore>;
  /** Closes a store before the end of the test. */
  close(store: EventStore): Promise<void>;
  openReader(place: string, open: OpenReader): Promise<EventReader>;
}

/** Every store that a test opens and leaves open is closed after it. */
export function useStores(openStore: OpenStore): Stores {
  const { directory, ending } = useWorkplace();
  const closed = new Set<EventReader>();
  async function close(store: EventReader): Promise<void> {
    if (closed.has(store)) return;
    closed.add(store);
    await store.close();
  }
  return {
    place: directory,
    open: async (place = directory()) => ending(await openStore(place), close),
    close,
    openReader: async (place, open) => ending(await open(place), close),
  };
}
