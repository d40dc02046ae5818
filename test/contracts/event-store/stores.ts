import type { EventReader, EventStore } from '../../../src/ports/event-store.js';
import { useFolder } from '../../support/ledgers/scratch-folder.js';

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
  const { directory, closing, close } = useFolder();
  return {
    folder: directory,
    open: async (folder = directory()) => closing(await openStore(folder)),
    close,
    openReader: async (folder, open) => closing(await open(folder)),
  };
}
