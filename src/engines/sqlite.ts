import { join, resolve } from 'node:path';
import { openSqliteActorDirectory } from '../adapters/actor-directory/sqlite/actor-directory.js';
import { readSqliteActorNames } from '../adapters/actor-directory/sqlite/actor-names.js';
import { takeSqliteActorNames } from '../adapters/actor-directory/sqlite/take-names.js';
import {
  countSqliteEvents,
  inspectSqliteEventStore,
  openSqliteEventReader,
  openSqliteEventStore,
  sqliteEventStoreBackup,
  sqliteWriterOf,
} from '../adapters/event-store/sqlite/index.js';
import {
  compareSqliteReadModel,
  holdSqliteReadModel,
  inspectSqliteReadModel,
  openSqliteReadModel,
  openSqliteReadModelWriter,
} from '../adapters/read-model/sqlite/index.js';
import { openFolderFileStore } from '../adapters/file-store/folder/file-store.js';
import { wrongUrl } from '../ports/store-url.js';
import type { ActorNames } from '../ports/actor-directory.js';
import type { EventStoreEngine, NamesAndFiles, ReadModelEngine } from './engine.js';

/** `sqlite:<directory>`, relative to the data folder; without one, a folder of its own in there. */
export interface SqliteConfig {
  scheme: 'sqlite';
  directory: string;
}

const shared = {
  name: 'SQLite',
  schemes: ['sqlite'],
  location: ({ directory }: SqliteConfig) => directory,
  folders: ({ directory }: SqliteConfig) => [directory],
} as const;

export const sqliteEventStore: EventStoreEngine<SqliteConfig> = {
  ...shared,
  form: {
    zh: 'sqlite:<目录>（相对于 DATA_DIR）',
    en: 'sqlite:<directory> (relative to DATA_DIR)',
  },
  parse: (url, dataDirectory) => readUrl(url, dataDirectory, 'events'),
  open: ({ directory }, options) => openSqliteEventStore(directory, options),
  openReader: async ({ directory }) => openSqliteEventReader(directory),
  countEvents: async ({ directory }) => countSqliteEvents(directory),
  inspect: async ({ directory }) => inspectSqliteEventStore(directory),
  writer: async ({ directory }) => sqliteWriterOf(directory),
  backup: ({ directory }) => sqliteEventStoreBackup(directory),
};

export const sqliteReadModel: ReadModelEngine<SqliteConfig> = {
  ...shared,
  form: {
    zh: 'sqlite:<目录>（相对于 DATA_DIR，且不同于 EVENT_STORE 的目录）',
    en: 'sqlite:<directory> (relative to DATA_DIR, another than that of EVENT_STORE)',
  },
  parse: (url, dataDirectory) => readUrl(url, dataDirectory, 'views'),
  open: ({ directory }, building) => openSqliteReadModel(directory, building),
  openWriter: ({ directory }, options) => openSqliteReadModelWriter(directory, options),
  inspect: async ({ directory }) => inspectSqliteReadModel(directory),
  compare: ({ directory }, fill) => compareSqliteReadModel(directory, fill),
  hold: ({ directory }) => holdSqliteReadModel(directory),
};

/** Names in a file and files in a folder of the data folder, for read models that keep none. */
export function namesAndFilesIn(dataDirectory: string): NamesAndFiles {
  const actors = join(dataDirectory, 'actors.db');
  return {
    openActorDirectory: async () => openSqliteActorDirectory(actors),
    readActorNames: async () => readSqliteActorNames(actors),
    takeActorNames: (names) => takeSqliteActorNames(actors, names),
    openFiles: async () => openFolderFileStore(join(dataDirectory, 'files')),
  };
}

/** The names in a copy of the file that they are kept in. */
export async function namesInCopy(file: string): Promise<ActorNames> {
  return readSqliteActorNames(file) ?? new Map();
}

function readUrl(url: string, dataDirectory: string, byDefault: string): SqliteConfig | null {
  const [, path] = /^sqlite:(.*)$/s.exec(url) ?? [];
  if (path === undefined) return null;
  if (path.startsWith('//') || path.includes('\0'))
    throw wrongUrl('“sqlite:”后直接写目录，不写“//”', 'a directory follows "sqlite:" at once, without "//"');
  return { scheme: 'sqlite', directory: resolve(dataDirectory, path === '' ? byDefault : path) };
}
