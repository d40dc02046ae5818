import { v7 as uuidv7 } from 'uuid';
import type { Commands, Queries, Services } from '../services/services.js';
import { commandLanes } from './app/command-lanes.js';
import { createCommands } from './app/commands.js';
import { createFeeds } from './app/feeds/feeds.js';
import type { Previews } from './app/previews.js';
import { createImportPreview, createPreviews } from './app/previews.js';
import type { Contents } from './app/queries/contents.js';
import { cachedContents } from './app/queries/contents.js';
import { createQueries } from './app/queries/queries.js';
import type { Readiness } from './app/readiness.js';
import { readinessOf } from './app/readiness.js';
import { NoAbility } from './engines/abilities.js';
import type { StoresConfig } from './engines/stores.js';
import {
  openActorDirectory,
  openEventReader,
  openEventStore,
  openReadModel,
  readActorNames,
  writerOf,
} from './engines/stores.js';
import type { ActorDirectory } from './ports/actor-directory.js';
import { CannotRead } from './ports/cannot-read.js';
import type { EventReader, EventStore } from './ports/event-store.js';
import { ledgerStart } from './ports/event-store.js';
import type { ReadModel } from './ports/read-model.js';
import type { Projections } from './projection-thread.js';
import { startProjectionThread } from './projection-thread.js';

/** A ledger that this process writes. */
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

/** A ledger that can only be asked, beside the process that writes it or with none. */
export interface ReadOnlyLedger {
  queries: Queries;
  previews: Previews;
  events: EventReader;
  readModel: ReadModel;
  /** Whether a process that writes had the ledger open when this was opened. */
  isServed: boolean;
  close(): Promise<void>;
}

/** Whether this process writes events, and then who fills the read model: a thread of it, or another process. */
export type LedgerUse = { write: true; projector: 'here' | 'elsewhere' } | { write: false };

/**
 * Puts the program together on the engines of the configuration. To be read alone, nothing is created, locked or
 * checkpointed.
 * @throws WriterLocked, CannotWrite, StoreUnavailable where it is to be written; CannotRead where it is only to be read
 *   and there is no ledger or no read model, or this process may not read them
 */
export function openLedger(config: StoresConfig, use: LedgerUse & { write: true }): Promise<Ledger>;
export function openLedger(config: StoresConfig, use: LedgerUse & { write: false }): Promise<ReadOnlyLedger>;
export function openLedger(config: StoresConfig, use: LedgerUse): Promise<Ledger | ReadOnlyLedger> {
  return use.write ? openForWriting(config, use.projector) : openForReading(config);
}

/** Imports as a dry run only, beside a server or with none; where there is no ledger yet, into an empty one. */
export async function previewImport(
  config: StoresConfig,
  ...[request]: Parameters<Commands['importTable']>
): ReturnType<Commands['importTable']> {
  const events = await openReaderIfThere(config);
  try {
    return await createImportPreview(events, newId)(request);
  } finally {
    await events?.close();
  }
}

/** Of parsed content that is kept in memory. */
const contentBytes = 32 * 1024 * 1024;

const newId = (): string => uuidv7();

async function openForWriting(config: StoresConfig, projector: 'here' | 'elsewhere'): Promise<Ledger> {
  const store = await openEventStore(config);
  let projections = projectionsElsewhere();
  let readModel: ReadModel | null = null;
  try {
    if (projector === 'here') projections = await startProjectionThread(config);
    readModel = await openReadModel(config, abortedAtTheEndOf(projections));
    await catchUp(store, readModel);
    const directory = await openActorDirectory(config);
    return ledgerOf({ store, projections, readModel, directory });
  } catch (error) {
    await closeStores({ store, projections, readModel }).catch(() => undefined);
    throw error;
  }
}

interface OpenStores {
  store: EventStore;
  projections: Projections;
  readModel: ReadModel;
  directory: ActorDirectory;
}

function ledgerOf({ store, projections, readModel, directory }: OpenStores): Ledger {
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
      await closeStores({ store, projections, readModel });
      await directory.close();
    },
  };
}

/** Readers first: only the writers may checkpoint, and each does so when it closes last. */
async function closeStores(open: { store: EventStore; projections: Projections; readModel: ReadModel | null }) {
  await open.readModel?.close();
  try {
    await open.projections.stop();
  } finally {
    await open.store.close();
  }
}

function abortedAtTheEndOf({ ended }: Projections): AbortSignal {
  const building = new AbortController();
  void ended.catch(() => undefined).then(() => building.abort());
  return building.signal;
}

async function openForReading(config: StoresConfig): Promise<ReadOnlyLedger> {
  const events = await openEventReader(config);
  try {
    const isServed = await hasWriter(config);
    // One that is not there yet is not waited for.
    const readModel = await openReadModel(config, AbortSignal.abort());
    // A read model that nothing brings up to date is not worth waiting for.
    const patience = isServed ? {} : { patienceMs: 0 };
    const directory = await readActorNames(config);
    return {
      queries: createQueries({ readModel, events, directory, now: Date.now, ...patience }),
      previews: createPreviews({ events, readModel, newId }),
      events,
      readModel,
      isServed,
      async close() {
        await readModel.close();
        await events.close();
      },
    };
  } catch (error) {
    await events.close();
    throw error;
  }
}

/** Another process's: this one neither stops them nor learns that they have ended, but sees how far they are behind. */
function projectionsElsewhere(): Projections {
  return { ended: new Promise(() => undefined), stop: async () => undefined };
}

/** Nobody is answered from a read model that lacks what had been recorded when the program started, unless it has halted. */
async function catchUp(store: EventStore, readModel: ReadModel): Promise<void> {
  const head = await store.head();
  while (!(await readModel.reached(head, 1_000)) && (await readModel.status()).halt === null);
}

/** Where the engine cannot say, readers wait for what is not there yet, as they would beside a server. */
async function hasWriter(config: StoresConfig): Promise<boolean> {
  try {
    return (await writerOf(config)) !== null;
  } catch (error) {
    if (error instanceof NoAbility) return true;
    throw error;
  }
}

async function openReaderIfThere(config: StoresConfig): Promise<EventReader | null> {
  try {
    return await openEventReader(config);
  } catch (error) {
    if (error instanceof CannotRead && error.code === 'NOTHING_THERE') return null;
    throw error;
  }
}
