import { join } from 'node:path';
import { openSqliteActorDirectory } from './adapters/actor-directory/sqlite/actor-directory.js';
import { readSqliteActorNames } from './adapters/actor-directory/sqlite/actor-names.js';
import { copySqliteActorDirectory, takeSqliteActorDirectory } from './adapters/actor-directory/sqlite/backup.js';
import {
  countSqliteEvents,
  inspectSqliteEventStore,
  openSqliteEventReader,
  openSqliteEventStore,
  sqliteEventStoreBackup,
  sqliteWriterOf,
} from './adapters/event-store/sqlite/index.js';
import {
  holdSqliteReadModel,
  inspectSqliteReadModel,
  openSqliteReadModel,
  openSqliteReadModelWriter,
} from './adapters/read-model/sqlite/index.js';
import type { Config } from './config.js';
import type { ActorDirectory } from './ports/actor-directory.js';
import type { EventReader, EventStore } from './ports/event-store.js';
import type { ReadModel, ReadModelWriter } from './ports/read-model.js';
import type { EventStoreReport, ReadModelReport } from './ports/store-reports.js';

/** The engines that the configuration names. The one place, with `compose.ts`, that knows an adapter by name. */
export type EngineConfig = Pick<Config, 'dataDirectory' | 'eventStore' | 'readModel'>;

export function openEventStore({ eventStore }: EngineConfig): Promise<EventStore> {
  return openSqliteEventStore(eventStore.directory);
}

export function openEventReader({ eventStore }: EngineConfig): EventReader {
  return openSqliteEventReader(eventStore.directory);
}

export function openReadModelWriter(
  { readModel }: EngineConfig,
  options: { rebuild?: boolean } = {},
): Promise<ReadModelWriter> {
  return openSqliteReadModelWriter(readModel.directory, options);
}

/** @param building aborts when nothing builds the views any more */
export function openReadModel({ readModel }: EngineConfig, building: AbortSignal): Promise<ReadModel> {
  return openSqliteReadModel(readModel.directory, building);
}

export function openActorDirectory({ dataDirectory }: EngineConfig): ActorDirectory {
  return openSqliteActorDirectory(actorsFile(dataDirectory));
}

/** The names as they are now, read once. */
export function readActorNames({ dataDirectory }: EngineConfig): Pick<ActorDirectory, 'nameOf'> {
  return readSqliteActorNames(actorsFile(dataDirectory));
}

/** @throws CannotRead */
export function countEvents({ eventStore }: EngineConfig): number {
  return countSqliteEvents(eventStore.directory);
}

/** @throws CannotRead, Error where it is no store of ours */
export function inspectEventStore({ eventStore }: EngineConfig): EventStoreReport {
  return inspectSqliteEventStore(eventStore.directory);
}

/** @throws CannotRead */
export function inspectReadModel({ readModel }: EngineConfig): ReadModelReport {
  return inspectSqliteReadModel(readModel.directory);
}

/** What is to be copied, and put back, of the ledger of the configuration. */
export function ledgerBackup({ dataDirectory, eventStore, readModel }: EngineConfig) {
  const names = 'actors.db';
  return {
    store: sqliteEventStoreBackup(eventStore.directory),
    folders: [dataDirectory, eventStore.directory, readModel.directory],
    copyNames: async (folder: string) =>
      copySqliteActorDirectory(actorsFile(dataDirectory), join(folder, names)) ? names : null,
    takeNames: (folder: string, name: string) =>
      takeSqliteActorDirectory(actorsFile(dataDirectory), join(folder, name)),
    holdViews: () => holdSqliteReadModel(readModel.directory),
  };
}

/** The process that writes to the ledger now; null: none. `pid`: where known. */
export function writerOf({ eventStore }: EngineConfig): { pid: number | null } | null {
  return sqliteWriterOf(eventStore.directory);
}

function actorsFile(dataDirectory: string): string {
  return join(dataDirectory, 'actors.db');
}
