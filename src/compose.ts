import { v7 as uuidv7 } from 'uuid';
import { commandLanes } from './app/command-lanes.js';
import { createCommands } from './app/commands.js';
import { createFeeds } from './app/feeds/feeds.js';
import type { Contents } from './app/queries/contents.js';
import { cachedContents } from './app/queries/contents.js';
import { createQueries } from './app/queries/queries.js';
import type { Readiness } from './app/readiness.js';
import { readinessOf } from './app/readiness.js';
import type { Services } from '../services/services.js';
import type { StoresConfig } from './engines/stores.js';
import { openActorDirectory, openEventStore, openReadModel } from './engines/stores.js';
import type { ActorDirectory } from './ports/actor-directory.js';
import type { EventStore } from './ports/event-store.js';
import { ledgerStart } from './ports/event-store.js';
import type { ReadModel } from './ports/read-model.js';
import { startProjectionThread } from './projection-thread.js';

export interface Ledger {
  services: Services;
  store: EventStore;
  readModel: ReadModel;
  directory: ActorDirectory;
  readiness: () => Promise<Readiness>;
  /** What is kept in memory, for the metrics. */
  caches: () => Record<'contents', ReturnType<Contents['figures']>>;
  /** Whether nothing has ever been recorded. */
  isEmpty(): Promise<boolean>;
  /** Drains and closes everything, in the order that loses nothing. */
  close(): Promise<void>;
}

/** Of parsed content that is kept in memory. */
const contentBytes = 32 * 1024 * 1024;

/** Puts the program together: store, projections, views, queries and commands, on the engines of the configuration. */
export async function composeLedger(config: StoresConfig): Promise<Ledger> {
  const store = await openEventStore(config);
  const projections = await startProjectionThread(config);
  const building = new AbortController();
  void projections.ended.catch(() => undefined).then(() => building.abort());
  const readModel = await openReadModel(config, building.signal);
  await caughtUp(store, readModel);
  const directory = await openActorDirectory(config);
  const newId = () => uuidv7();
  const lanes = commandLanes({ store, readModel, newId, now: () => new Date().toISOString() });
  const contents = cachedContents(readModel, contentBytes);
  const queries = createQueries({ readModel, events: store, directory, now: Date.now, contents });
  const commands = createCommands({ store, readModel, lanes, newId });
  return {
    services: { queries, commands, feeds: createFeeds({ readModel, events: store, now: Date.now }) },
    store,
    readModel,
    directory,
    caches: () => ({ contents: contents.figures() }),
    readiness: readinessOf({ store, readModel, projections, now: Date.now }),
    isEmpty: async () => (await store.head()) === ledgerStart,
    async close() {
      // Readers first: only the writers may checkpoint, and each does so when it closes last.
      await readModel.close();
      await projections.stop();
      await store.close();
      await directory.close();
    },
  };
}

/** Nobody is answered from views that lack what had been recorded when the program started, unless they have halted. */
async function caughtUp(store: EventStore, readModel: ReadModel): Promise<void> {
  const head = await store.head();
  while (!(await readModel.reached(head, 1_000)) && (await readModel.status()).halt === null);
}
