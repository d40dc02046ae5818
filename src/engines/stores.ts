/** The stores of a configuration, whatever their engines: what the rest of the program opens and looks at them by. */
import { existsSync } from 'node:fs';
import type { ActorDirectory, ActorNames } from '../ports/actor-directory.js';
import type { HeldReadModel, LedgerBackup } from '../ports/backup.js';
import { CannotRead } from '../ports/cannot-read.js';
import { EventsMissing } from '../ports/events-missing.js';
import type { EventReader, EventStore, LostEnd, OpenOptions } from '../ports/event-store.js';
import { ledgerStart } from '../ports/event-store.js';
import type { FileStore } from '../ports/file-store.js';
import type { ReadModel, ReadModelWriter, WriterOptions } from '../ports/read-model.js';
import { RolledBack } from '../ports/rolled-back.js';
import type { ComparedViews, EventStoreReport, FillViews, ReadModelReport, Writer } from '../ports/store-reports.js';
import * as abilities from './abilities.js';
import type { EventStoreConfig, ReadModelConfig } from './registry.js';
import { eventStoreEngine, namesAndFiles, readActorNamesCopy, readModelEngine } from './registry.js';

/** Where a ledger is kept: plain data, which can be handed to a thread. */
export interface StoresConfig {
  dataDirectory: string;
  eventStore: EventStoreConfig;
  readModel: ReadModelConfig;
}

/**
 * Makes none where the other store cannot be used.
 * @throws WriterLocked, CannotWrite, CannotConnect, StoreUnavailable, AlteredFile, RolledBack, EventsMissing
 */
export async function openEventStore(config: StoresConfig, options: OpenOptions = {}): Promise<EventStore> {
  const { eventStore, readModel } = config;
  await readModelEngine(readModel).checkServer?.(readModel);
  if (options.despiteLoss !== true) await checkNotMissing(config);
  return eventStoreEngine(eventStore).open(eventStore, options);
}

/** Whether a folder of this machine has something of the ledger, or a server may have it. */
export function isPerhapsThere({ eventStore }: StoresConfig): boolean {
  const folders = eventStoreEngine(eventStore).folders(eventStore);
  return folders.length === 0 || folders.some((folder) => existsSync(folder));
}

/** @throws CannotRead; RolledBack, EventsMissing where there is nothing, and there had been */
export function openEventReader(config: StoresConfig): Promise<EventReader> {
  const { eventStore } = config;
  return orMissing(config, () => eventStoreEngine(eventStore).openReader(eventStore));
}

/** @throws WriterLocked, CannotWrite */
export function openReadModelWriter(
  { readModel }: StoresConfig,
  options: WriterOptions = {},
): Promise<ReadModelWriter> {
  return readModelEngine(readModel).openWriter(readModel, options);
}

/** @param building aborts when nothing builds the read model any more @throws CannotRead */
export function openReadModel({ readModel }: StoresConfig, building: AbortSignal): Promise<ReadModel> {
  return readModelEngine(readModel).open(readModel, building);
}

/** @throws CannotWrite, CannotConnect */
export function openActorDirectory({ dataDirectory, readModel }: StoresConfig): Promise<ActorDirectory> {
  return namesAndFiles(dataDirectory, readModel).openActorDirectory();
}

/** The names as they are now, read once; null: there is no directory yet. @throws CannotConnect */
export function readActorNames({ dataDirectory, readModel }: StoresConfig): Promise<ActorNames | null> {
  return namesAndFiles(dataDirectory, readModel).readActorNames();
}

/** Makes a directory of the names, unless there is one. @returns whether it was made @throws CannotWrite, CannotConnect */
export function takeActorNames({ dataDirectory, readModel }: StoresConfig, names: ActorNames): Promise<boolean> {
  return namesAndFiles(dataDirectory, readModel).takeActorNames(names);
}

/** The files that are kept beside the ledger. @throws CannotConnect */
export function openFileStore({ dataDirectory, readModel }: StoresConfig): Promise<FileStore> {
  return namesAndFiles(dataDirectory, readModel).openFiles();
}

/** Also says, where there is no ledger yet, that there is none. @throws CannotRead; RolledBack, EventsMissing */
export function countEvents(config: StoresConfig): Promise<number> {
  const { eventStore } = config;
  return orMissing(config, () => eventStoreEngine(eventStore).countEvents(eventStore));
}

/** @throws CannotRead, Error where it is no store of ours; RolledBack, EventsMissing */
export function inspectEventStore(config: StoresConfig): Promise<EventStoreReport> {
  const { eventStore } = config;
  return orMissing(config, () => eventStoreEngine(eventStore).inspect(eventStore));
}

/** @throws CannotRead */
export function inspectReadModel({ readModel }: StoresConfig): Promise<ReadModelReport> {
  return readModelEngine(readModel).inspect(readModel);
}

/** null: the engine cannot. @throws CannotRead, what `fill` throws */
export async function compareViews({ readModel }: StoresConfig, fill: FillViews): Promise<ComparedViews | null> {
  return (await readModelEngine(readModel).compare?.(readModel, fill)) ?? null;
}

/** Keeps every projector away until it is released. @throws WriterLocked, CannotWrite */
export function holdReadModel({ readModel }: StoresConfig): Promise<HeldReadModel> {
  return readModelEngine(readModel).hold(readModel);
}

/** The process that writes to the ledger now; null: none. @throws NoAbility */
export function writerOf({ eventStore }: StoresConfig): Promise<Writer | null> {
  return abilities.writerOf(eventStoreEngine(eventStore), eventStore);
}

/** Where the two stores are, as it may be shown to anybody. */
export function locationsOf({ eventStore, readModel }: StoresConfig): { eventStore: string; readModel: string } {
  return {
    eventStore: eventStoreEngine(eventStore).location(eventStore),
    readModel: readModelEngine(readModel).location(readModel),
  };
}

/** What the engines of the two stores are called. */
export function enginesOf({ eventStore, readModel }: StoresConfig): { eventStore: string; readModel: string } {
  return { eventStore: eventStoreEngine(eventStore).name, readModel: readModelEngine(readModel).name };
}

/** The folders of this machine that the ledger is kept in, that of the data first; none where servers have all of it. */
export function foldersOf({ dataDirectory, eventStore, readModel }: StoresConfig): string[] {
  const ofEvents = eventStoreEngine(eventStore).folders(eventStore);
  const { folders, namesAndFiles: elsewhere } = readModelEngine(readModel);
  if (ofEvents.length === 0 && elsewhere !== undefined) return [];
  return [dataDirectory, ...ofEvents, ...folders(readModel)];
}

/** Before one is made. @throws RolledBack, EventsMissing where there had been one */
async function checkNotMissing(config: StoresConfig): Promise<void> {
  const { folders, openReader } = eventStoreEngine(config.eventStore);
  if (folders(config.eventStore).length === 0) return;
  const look = async () => (await openReader(config.eventStore)).close();
  await orMissing(config, look).catch((error: unknown) => {
    if (error instanceof EventsMissing || error instanceof RolledBack) throw error;
  });
}

/** That there is no ledger says nothing good where there are views of it. */
async function orMissing<T>(config: StoresConfig, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof CannotRead && error.code === 'NOTHING_THERE')) throw error;
    const shown = await shownIn(config);
    if (shown === null) throw error;
    const { eventStore, readModel } = locationsOf(config);
    throw new EventsMissing(eventStore, readModel, shown.position);
  }
}

async function shownIn(config: StoresConfig): Promise<LostEnd | null> {
  const readModel = await openReadModel(config, AbortSignal.abort()).catch((error: unknown) => {
    if (error instanceof CannotRead) return null;
    throw error;
  });
  if (readModel === null) return null;
  try {
    const { position, leafHash = null } = await readModel.status();
    return position === ledgerStart ? null : { position, leafHash };
  } finally {
    await readModel.close();
  }
}

/** What is to be copied, and put back, of the ledger of the configuration. @throws NoAbility */
export function ledgerBackup(config: StoresConfig): LedgerBackup {
  const { eventStore } = config;
  return {
    store: abilities.backupOf(eventStoreEngine(eventStore), eventStore),
    names: {
      read: () => readActorNames(config),
      readEarlierCopy: readActorNamesCopy,
      take: (names) => takeActorNames(config, names),
    },
    openFiles: () => openFileStore(config),
    holdReadModel: () => holdReadModel(config),
    shown: () => shownIn(config),
    folders: foldersOf(config),
  };
}
