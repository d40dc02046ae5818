/** Moving a ledger: out of any pair of engines into a file, and out of that into any other pair. */
import { checkSameLedger } from './app/check-same-ledger.js';
import type { DumpReport } from './app/moving/check-dump.js';
import { checkDump } from './app/moving/check-dump.js';
import { checkTables } from './app/moving/check-tables.js';
import type { LoadStage } from './app/moving/load-dump.js';
import { loadDump } from './app/moving/load-dump.js';
import { loadBeside } from './app/moving/load-beside.js';
import { writeDump } from './app/moving/write-dump.js';
import type { Rebuilt } from './app/rebuild.js';
import { rebuildReadModel } from './app/rebuild.js';
import type { StoresConfig } from './engines/stores.js';
import {
  holdReadModel,
  locationsOf,
  openEventReader,
  openEventStore,
  openFileStore,
  openReadModel,
  readActorNames,
  takeActorNames,
} from './engines/stores.js';
import { CannotRead } from './ports/cannot-read.js';
import type { EventStore, Position } from './ports/event-store.js';
import type { ReadModel } from './ports/read-model.js';
import { openProjectorStores } from './projector-stores.js';

export type MovingStage = 'DUMPING' | 'CHECKING' | LoadStage | 'BUILDING' | 'COMPARING_TABLES';

export interface MovingTools {
  /** Of this program. */
  version: string;
  now: () => string;
  /** What is done from now on. @param total how much of it there is: bytes while CHECKING, tables while COMPARING_TABLES, else events */
  onStage: (stage: MovingStage, total: number) => void;
  /** So much more of it is done. */
  onCount: (count: number) => void;
  /** Ends the loading in order; the next one goes on. */
  signal: AbortSignal;
}

export interface Dumping {
  file: string;
  /** Whether people's names are to be in it: whoever erases one has to erase it there, too. */
  withNames: boolean;
  /** About how many events there are, for `onStage`. */
  count: number;
}

/**
 * Writes the ledger of the configuration into a new file, beside a running server.
 * @throws CannotRead, CannotConnect; MovingError
 */
export async function dumpLedger(
  config: StoresConfig,
  { file, withNames, count }: Dumping,
  { version, now, onStage, onCount }: MovingTools,
): Promise<DumpReport> {
  const opened: { close(): Promise<void> }[] = [];
  const opening = <T extends { close(): Promise<void> }>(store: T): T => {
    opened.push(store);
    return store;
  };
  try {
    const events = opening(await openEventReader(config));
    const readModel = await openViewsIfThere(config);
    if (readModel !== null) opening(readModel);
    const files = opening(await openFileStore(config));
    const names = withNames ? await readActorNames(config) : null;
    onStage('DUMPING', count);
    return await writeDump(file, {
      events,
      readModel,
      files,
      names: names ?? new Map<string, string>(),
      version,
      now,
      onEvents: onCount,
      onWritten: (bytes) => onStage('CHECKING', bytes),
      onBytes: onCount,
    });
  } finally {
    for (const store of opened.reverse()) await store.close();
  }
}

export interface LoadedLedger extends DumpReport {
  /** Events that were not there before. */
  appended: number;
  /** Whether the names came from the dump; false: those that are here stay, or it has none. */
  namesTaken: boolean;
  /** null: it was stopped before all of them were there. */
  views: Rebuilt | null;
  /** Tables whose content was compared with the dump's. */
  compared: number;
}

/**
 * Loads a dump into the ledger of the configuration, builds its views, and compares both with the dump. Nothing may run on
 * it; what is there already has to be the beginning of the dump.
 * @param bytes of the file, for `onStage`
 * @throws WriterLocked; CannotWrite; StoreUnavailable; LedgerMismatch; MovingError; QueryError BROKEN_CONTENT
 */
export async function loadLedger(
  config: StoresConfig,
  file: string,
  bytes: number,
  tools: MovingTools,
): Promise<LoadedLedger> {
  const { onStage, onCount, signal } = tools;
  onStage('CHECKING', bytes);
  const report = await checkDump(file, onCount);
  let namesTaken = false;
  const appended = await withoutProjector(config, (store) =>
    loadDump(
      { file, report },
      {
        store,
        signal,
        beforeAppending: async () => void (namesTaken = await takeBeside(config, file)),
        onStage: (stage) => onStage(stage, report.events),
        onEvents: onCount,
      },
    ),
  );
  if (signal.aborted) return { ...report, appended, namesTaken, views: null, compared: 0 };
  onStage('BUILDING', report.events);
  const views = await buildViews(config, tools);
  const compared = views.isServed ? await compareTables(config, file, report.tables, tools) : 0;
  return { ...report, appended, namesTaken, views, compared };
}

/** The store of the configuration, opened for writing, while nobody fills views from it that are not its own. */
async function withoutProjector<T>(config: StoresConfig, load: (store: EventStore) => Promise<T>): Promise<T> {
  const store = await openEventStore(config);
  try {
    const held = await holdReadModel(config);
    try {
      await checkOwnViews(config, store);
      return await load(store);
    } finally {
      await held.release();
    }
  } finally {
    await store.close();
  }
}

/** @throws LedgerMismatch where there are views that were not made from this store */
async function checkOwnViews(config: StoresConfig, events: EventStore): Promise<void> {
  const readModel = await openViewsIfThere(config);
  if (readModel === null) return;
  try {
    const shown = await readModel.status();
    await checkSameLedger({ events, readModel, shown, locations: locationsOf(config) });
  } finally {
    await readModel.close();
  }
}

/** Keeps the files of a dump, and its names where there is no directory yet. @returns whether the names were taken */
async function takeBeside(config: StoresConfig, file: string): Promise<boolean> {
  const files = await openFileStore(config);
  try {
    const names = await loadBeside(file, files);
    return names.size > 0 && (await takeActorNames(config, names));
  } finally {
    await files.close();
  }
}

/** From where the views are, so that a load that goes on costs what is new. */
async function buildViews(config: StoresConfig, { now, onCount, signal }: MovingTools): Promise<Rebuilt> {
  const { events, readModel, close } = await openProjectorStores(config);
  try {
    return await rebuildReadModel({ events, readModel, signal, now, onEvents: onCount });
  } finally {
    await close();
  }
}

async function compareTables(
  config: StoresConfig,
  file: string,
  tables: number,
  { onStage, onCount }: MovingTools,
): Promise<number> {
  onStage('COMPARING_TABLES', tables);
  const readModel = await openReadModel(config, AbortSignal.abort());
  try {
    return await checkTables(file, readModel, onCount);
  } finally {
    await readModel.close();
  }
}

/** null: there are none that can be read. */
async function openViewsIfThere(config: StoresConfig): Promise<ReadModel | null> {
  try {
    return await openReadModel(config, AbortSignal.abort());
  } catch (error) {
    if (error instanceof CannotRead && error.code === 'NOTHING_THERE') return null;
    throw error;
  }
}

/** Where the ledger of the configuration ends now. */
export async function headOf(config: StoresConfig): Promise<Position> {
  const events = await openEventReader(config);
  try {
    return await events.head();
  } finally {
    await events.close();
  }
}
