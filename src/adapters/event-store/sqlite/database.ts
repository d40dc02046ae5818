import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { CannotRead } from '../../../ports/cannot-read.js';
import { addLeafHashes } from './migrate.js';

export type Connection = Database.Database;

/**
 * Bumped whenever the tables change. A file of format 1, which has no leaf hashes, is read as it is and brought to
 * format 2 when it is opened for writing; any other is refused, never guessed at.
 */
const format = 2;
const formatWithoutLeafHashes = 1;
/** "BLev": tells our file from any other SQLite database. */
const applicationId = 0x424c6576;

const tables = `
  create table streams (
    stream_no integer primary key,
    name text not null unique
  );
  -- The global row number is the position. Rows are only ever added at the end.
  create table events (
    position integer primary key,
    stream_no integer not null,
    revision integer not null,
    id text not null,
    type text not null,
    body text not null,
    leaf_hash blob not null
  );
  create unique index events_by_stream on events (stream_no, revision);
  create table commands (
    command_id text not null,
    command_hash text not null,
    stream_no integer not null,
    version integer not null,
    first_revision integer not null,
    last_revision integer not null,
    first_position integer not null,
    last_position integer not null
  );
  create unique index commands_by_id on commands (command_id);
`;

export const eventsName = 'events.db';

export function eventsFile(directory: string): string {
  return join(directory, eventsName);
}

/**
 * The writing connection. FULL, set here because builds differ in their default: a commit returns only when its bytes
 * have been fsynced. Only this connection checkpoints: SQLite up to 3.51.2 can lose a WAL reset that races with
 * another.
 */
export function openForWriting(directory: string): Connection {
  return openFileForWriting(eventsFile(directory));
}

/** The same of a file of another name, which nobody else knows. */
export function openFileForWriting(file: string): Connection {
  const database = new Database(file);
  database.exec('pragma busy_timeout = 5000;');
  // Checked before any setting, so that a file that is refused stays as it was.
  const found = lookAt(database);
  if (found?.isNew !== true) checkFormat(found, database, file);
  // The log is brought into the file by whoever keeps it (`log.ts`).
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 0;');
  if (found?.isNew === true)
    database.exec(`begin immediate; ${tables}
      pragma application_id = ${applicationId}; pragma user_version = ${format}; commit;`);
  else if (found?.format === formatWithoutLeafHashes) bringUpToDate(database, file);
  return database;
}

function bringUpToDate(database: Connection, file: string): void {
  try {
    addLeafHashes(database, format);
  } catch (error) {
    // Its statements keep a closed connection until they are collected, and with it what it had begun.
    if (database.inTransaction) database.exec('rollback');
    database.close();
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${file} could not be brought from format 1 to format ${format}: ${why}. It is as it was; make sure that there is as much room on its disk again as it takes, and start again.`,
      { cause: error },
    );
  }
}

/**
 * A connection that reads beside the writer, in another thread or process, and never checkpoints, not even when it is
 * the last one to close. The driver ignores its own option for this; SQLite takes it from the name of the file.
 * @throws CannotRead
 */
export function openForReading(directory: string): Connection {
  const file = eventsFile(directory);
  checkPermission(file);
  const database = new Database(`${pathToFileURL(file).href}?mode=ro`);
  database.exec('pragma busy_timeout = 5000;');
  checkFormat(lookAtReadOnly(database, file), database, file);
  return database;
}

/** Whether nobody has written anything to it: it is not there, or has no byte. */
export function isNothing(directory: string): boolean {
  return (statSync(eventsFile(directory), { throwIfNoEntry: false })?.size ?? 0) === 0;
}

function checkPermission(file: string): void {
  try {
    accessSync(file, constants.R_OK);
    if (statSync(file).size === 0) {
      const zh = `${file} 是空的；请先启动一次账本来建立它。`;
      throw new CannotRead('NOTHING_THERE', { zh, en: `${file} is empty; start the ledger once to make it.` });
    }
  } catch (error) {
    if (error instanceof CannotRead) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      const zh = `${file} 不存在；请先启动一次账本来建立它。`;
      throw new CannotRead('NOTHING_THERE', { zh, en: `${file} does not exist; start the ledger once to make it.` });
    }
    const zh = `无权读取 ${file}；请为运行本程序的用户授予读权限。`;
    const en = `${file} may not be read; grant the user of this program permission to.`;
    throw new CannotRead('NO_PERMISSION', { zh, en }, error);
  }
}

/** In WAL mode readers need a shared-memory file beside the database, which the first of them has to make. */
function lookAtReadOnly(database: Connection, file: string): Found | null {
  try {
    return lookAt(database);
  } catch (error) {
    // SQLITE_READONLY and SQLITE_CANTOPEN: the driver has no names for all of their extended codes.
    if (![8, 14].includes(((error as { rawCode?: number }).rawCode ?? 0) & 0xff)) throw error;
    throw new CannotRead(
      'NO_PERMISSION',
      {
        zh: `无法读取 ${file}：没有服务在运行时，SQLite 须能在其目录中建立 -shm 文件；请授予该目录的写权限，或先启动服务。`,
        en: `${file} cannot be read: while no server runs, SQLite has to make a -shm file in its folder; grant permission to write there, or start the server first.`,
      },
      error,
    );
  }
}

/** Whether a file is of a format that is brought to the newest one when it is opened for writing. */
export function isOfEarlierFormat(directory: string): boolean {
  if (isNothing(directory)) return false;
  const database = openForReading(directory);
  try {
    return !hasLeafHashes(database);
  } finally {
    database.close();
  }
}

/** Whether the events have their leaf hashes beside them. */
export function hasLeafHashes(database: Connection): boolean {
  return (database.prepare('pragma user_version').raw().get() as [number])[0] !== formatWithoutLeafHashes;
}

interface Found {
  applicationId: number;
  format: number;
  /** Nobody has written to it yet. */
  isNew: boolean;
}

/** null: no database at all. */
function lookAt(database: Connection): Found | null {
  const number = (sql: string) => (database.prepare(sql).raw().get() as [number])[0];
  try {
    const id = number('pragma application_id');
    const version = number('pragma user_version');
    return {
      applicationId: id,
      format: version,
      isNew: id === 0 && version === 0 && number('select count(*) from sqlite_master') === 0,
    };
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_NOTADB') return null;
    throw error;
  }
}

function checkFormat(found: Found | null, database: Connection, file: string): void {
  const isOurs = found?.applicationId === applicationId;
  if (isOurs && (found.format === format || found.format === formatWithoutLeafHashes)) return;
  database.close();
  throw new Error(
    isOurs
      ? `${file} has format ${found.format}; this program reads up to format ${format}. Use the program that wrote it, or a newer one.`
      : `${file} is not an event store of Budget Ledger; name another directory.`,
  );
}
