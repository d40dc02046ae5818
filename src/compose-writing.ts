import { v7 as uuidv7 } from 'uuid';
import type { Services } from '../services/services.js';
import type { LateSave } from './app/command-lanes.js';
import { commandLanes } from './app/command-lanes.js';
import { commandOutcomes } from './app/command-outcomes.js';
import { createCommands } from './app/commands.js';
import { createFeeds } from './app/feeds/feeds.js';
import type { Contents } from './app/queries/contents.js';
import { cachedContents } from './app/queries/contents.js';
import { createQueries } from './app/queries/queries.js';
import type { Readiness } from './app/readiness.js';
import { readinessOf } from './app/readiness.js';
import { openActorDirectory, openEventStore, openReadModel } from './engines/stores.js';
import type { BureauRules } from '../events/draft/adjustment.rules.js';
import type { LedgerConfig } from './ledger-config.js';
import type { ActorDirectory } from './ports/actor-directory.js';
import type { EventStore } from './ports/event-store.js';
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
  /** How many saves of this process landed later than others reckon with (ADR 0025). */
  lateSaves: () => number;
  /** Told of each such save from now on. */
  onLateSave(tell: (late: LateSave) => void): void;
  /** Whether nothing has ever been recorded. */
  isEmpty(): Promise<boolean>;
  /** Drains and closes everything, in the order that loses nothing. */
  close(): Promise<void>;
}

/** Of parsed content that is kept in memory. */
const contentBytes = 32 * 1024 * 1024;

/** @throws WriterLocked, CannotWrite, StoreUnavailable */
export async function openForWriting(config: LedgerConfig, projector: 'here' | 'elsewhere'): Promise<Ledger> {
  const store = await openEventStore(config);
  let projections = projectionsElsewhere();
  let readModel: ReadModel | null = null;
  try {
    if (projector === 'here') projections = await startProjectionThread(config);
    readModel = await openReadModel(config, abortedAtTheEndOf(projections));
    await catchUp(store, readModel);
    const directory = await openActorDirectory(config);
    return ledgerOf({ store, projections, readModel, directory }, config.rules);
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

function ledgerOf({ store, projections, readModel, directory }: OpenStores, rules: BureauRules): Ledger {
  const outcomes = commandOutcomes({ store, readModel });
  const now = () => new Date().toISOString();
  let lateSaves = 0;
  const told: ((late: LateSave) => void)[] = [];
  const onLate = (late: LateSave) => {
    lateSaves += 1;
    for (const tell of told) tell(late);
  };
  const lanes = commandLanes({ store, readModel, outcomes, newId: () => uuidv7(), now, onLate });
  const contents = cachedContents(readModel, contentBytes);
  const queries = createQueries({ readModel, events: store, directory, now: Date.now, contents });
  const commands = createCommands({ store, readModel, lanes, outcomes, newId: () => uuidv7(), rules });
  return {
    services: { queries, commands, feeds: createFeeds({ readModel, events: store, now: Date.now }) },
    store,
    readModel,
    directory,
    caches: () => ({ contents: contents.figures() }),
    readiness: readinessOf({ store, readModel, projections, now: Date.now }),
    lateSaves: () => lateSaves,
    onLateSave: (tell) => void told.push(tell),
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

/** Another process's: this one neither stops them nor learns that they have ended, but sees how far they are behind. */
function projectionsElsewhere(): Projections {
  return { ended: new Promise(() => undefined), stop: async () => undefined };
}

/** Nobody is answered from a read model that lacks what had been recorded when the program started, unless it has halted. */
async function catchUp(store: EventStore, readModel: ReadModel): Promise<void> {
  const head = await store.head();
  while (!(await readModel.reached(head, 1_000)) && (await readModel.status()).halt === null);
}
