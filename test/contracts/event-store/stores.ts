import type { EventReader, EventStore } from '../../../src/ports/event-store.js';
import { useWorkplace } from '../../support/ledgers/workplace.js';

/** Opens the store of a folder, an empty one at first; the same folder is the same store. */
export type OpenStore = (folder: string) => Promise<EventStore>;
export type OpenReader = (folder: string) => EventReader | Promise<EventReader>;

export interface Stores {
  folder(): string;
  open(folder?: string): Promise<EventStore>;
  /** Closes a store before the end of the test. */
  close(store: EventStore): Promise<void>;
  openReader(folder: string, open: OpenReader): Promise<EventReader>;
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
    folder: directory,
    open: async (folder = directory()) => ending(await openStore(folder), close),
    close,
    openReader: async (folder, open) => ending(await open(folder), close),
  };
}
