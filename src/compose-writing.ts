import { uptime } from 'node:os';
import { v7 as uuidv7 } from 'uuid';
import type { BureauRules } from '../events/draft/adjustment.rules.js';
import type { Services } from '../services/services.js';
import { checkSameLedger } from './app/check-same-ledger.js';
import type { LateSave } from './app/late-saves.js';
import { commandLanes } from './app/command-lanes.js';
import { commandOutcomes } from './app/command-outcomes.js';
import { createCommands, createDryRuns } from './app/commands.js';
import type { HeldClock } from './app/held-clock.js';
import { holdClock } from './app/held-clock.js';
import { createFeeds } from './app/feeds/feeds.js';
import type { Contents } from './app/queries/contents.js';
import { cachedContents } from './app/queries/contents.js';
import { createQueries } from './app/queries/queries.js';
import type { Readiness } from './app/readiness.js';
import { readinessOf } from './app/readiness.js';
import { beforeThereAreViews } from './app/readiness-before-views.js';
import { locationsOf, openActorDirectory, openEventStore, openReadModel } from './engines/stores.js';
import { notWaitedForInVain } from './app/waiting-in-vain.js';
import type { LedgerConfig } from './ledger-config.js';
import type { ActorDirectory } from './ports/actor-directory.js';
import type { EventStore } from './ports/event-store.js';
import { ledgerStart } from './ports/event-store.js';
import type { ReadModel } from './ports/read-model.js';
import type { Faults } from './faults.js';
import { gatherFaults } from './faults.js';
import type { Projections } from './projection-thread.js';
import { startProjectionThread } from './projection-thread.js';

/** A ledger that this process writes. */
export interface Ledger {
  services: Services;
  store: EventStore;
  readModel: ReadModel;
  directory: ActorDirectory;
  /** By which its saves are stamped. */
  clock: HeldClock;
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

/** A ledger that is held, and whose read model is waited for. */
export interface LedgerOpening {
  /** This process's own; null: another process fills the read model. */
  projections: Projections | null;
  /** Of the stores, from the opening on. */
  faults: Faults;
  /** Of the opening, then of the ledger: what is still waited for. */
  readiness: () => Promise<Readiness>;
  /** The ledger, once its read model shows what had been recorded before. */
  opened: Promise<Ledger>;
  /** Gives up waiting, and closes. */
  giveUp(): Promise<void>;
}

/** Of parsed content that is kept in memory. */
const contentBytes = 32 * 1024 * 1024;

/**
 * Takes hold of the ledger, begins to project it where that is this process's part, and then waits for the read model.
 * @throws WriterLocked, CannotWrite, CannotConnect, StoreUnavailable, LedgerMismatch
 */
export async function beginWriting(config: LedgerConfig, projector: 'here' | 'elsewhere'): Promise<LedgerOpening> {
  const store = await openEventStore(config);
  const locations = locationsOf(config);
  let projections: Projections | null = null;
  try {
    if (projector === 'here') projections = await startProjectionThread(config);
  } catch (error) {
    await store.close().catch(() => undefined);
    throw error;
  }
  const givenUp = new AbortController();
  let readiness = beforeThereAreViews({ store, projections, whyNone: () => whyNoViews(config) });
  const opened = open().catch(async (error: unknown) => {
    await closeStores({ store, projections, readModel: null }).catch(() => undefined);
    throw error;
  });
  opened.catch(() => undefined);

  async function open(): Promise<Ledger> {
    const readModel = await openReadModel(config, buildingEnds(projections, givenUp.signal));
    try {
      const shown = await readModel.status();
      await checkSameLedger({ events: store, readModel, shown, locations });
      readiness = readinessOf({ store, readModel, projections, locations, now: Date.now });
      await catchUp(store, readModel, givenUp.signal);
      const directory = await openActorDirectory(config);
      const clock = holdClock({ wall: Date.now, sinceBoot, ledger: (await readModel.status()).clock });
      readiness = readinessOf({ store, readModel, projections, locations, now: Date.now, clock });
      return ledgerOf({ store, projections, readModel, directory, clock }, config.rules, () => readiness());
    } catch (error) {
      await readModel.close();
      throw error;
    }
  }

  return {
    projections,
    faults: gatherFaults(store, projections),
    readiness: () => readiness(),
    opened,
    async giveUp() {
      givenUp.abort(new Error('the start was given up'));
      await opened.then(
        (ledger) => ledger.close(),
        () => undefined,
      );
    },
  };
}

interface OpenStores {
  store: EventStore;
  projections: Projections | null;
  readModel: ReadModel;
  directory: ActorDirectory;
  clock: HeldClock;
}

function ledgerOf(
  { store, projections, readModel: opened, directory, clock }: OpenStores,
  rules: BureauRules,
  readiness: () => Promise<Readiness>,
): Ledger {
  const readModel = notWaitedForInVain(opened, () => areViewsDown(projections, opened));
  const outcomes = commandOutcomes({ store, readModel });
  let lateSaves = 0;
  const told: ((late: LateSave) => void)[] = [];
  const onLate = (late: LateSave) => {
    lateSaves += 1;
    for (const tell of told) tell(late);
  };
  const lanes = commandLanes({ store, readModel, outcomes, newId: () => uuidv7(), now: clock.now, onLate });
  const contents = cachedContents(readModel, contentBytes);
  const queries = createQueries({ readModel, events: store, directory, now: Date.now, contents });
  const tools = { store, readModel, lanes, newId: () => uuidv7(), rules };
  const commands = createCommands({ ...tools, outcomes });
  const dryRuns = createDryRuns(tools);
  return {
    services: { queries, commands, dryRuns, feeds: createFeeds({ readModel, events: store, now: Date.now }) },
    store,
    readModel,
    directory,
    clock,
    caches: () => ({ contents: contents.figures() }),
    readiness,
    lateSaves: () => lateSaves,
    onLateSave: (tell) => void told.push(tell),
    isEmpty: async () => (await store.head()) === ledgerStart,
    async close() {
      await closeStores({ store, projections, readModel });
      await directory.close();
    },
  };
}

/** Of another process's projector it is known after a while that there is none; this one's own says so at once. */
async function areViewsDown(projections: Projections | null, readModel: ReadModel): Promise<boolean> {
  if (projections === null) return (await readModel.leader()) === null;
  const { is } = projections.state();
  return is === 'WAITING' || is === 'HALTED';
}

/** Milliseconds; it goes on while the machine sleeps, and nobody sets it. */
function sinceBoot(): number {
  return uptime() * 1_000;
}

/** Readers first: only the writers may checkpoint, and each does so when it closes last. */
async function closeStores(open: { store: EventStore; projections: Projections | null; readModel: ReadModel | null }) {
  await open.readModel?.close();
  try {
    await open.projections?.stop();
  } finally {
    await open.store.close();
  }
}

/** What keeps a reader from opening the read model at this moment; null: nothing does. */
async function whyNoViews(config: LedgerConfig): Promise<unknown> {
  try {
    const readModel = await openReadModel(config, AbortSignal.abort());
    await readModel.close();
    return null;
  } catch (error) {
    return error;
  }
}

/** Aborts when nothing builds a read model any more, as far as this process knows. */
function buildingEnds(projections: Projections | null, givenUp: AbortSignal): AbortSignal {
  const ends = new AbortController();
  const end = () => ends.abort();
  projections?.watch(({ is }) => is === 'HALTED' && end());
  if (projections?.state().is === 'HALTED') end();
  return AbortSignal.any([ends.signal, givenUp]);
}

/** Nobody is answered from a read model that lacks what had been recorded when the program started, unless it has halted. */
async function catchUp(store: EventStore, readModel: ReadModel, givenUp: AbortSignal): Promise<void> {
  const head = await store.head();
  while (!(await readModel.reached(head, 1_000)) && (await readModel.status()).halt === null) givenUp.throwIfAborted();
}
