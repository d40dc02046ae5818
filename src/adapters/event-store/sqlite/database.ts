import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

export type Connection = Database.Database;

/** Bumped whenever the tables change; a file of another format is refused, never guessed at. */
const format = 1;
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
    body text not null
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

export function eventsFile(directory: string): string {
  return join(directory, 'events.db');
}

/**
 * The writing connection. FULL: a commit returns only when its bytes have been fsynced; whatever a build's default is,
 * it is set here. Only this connection checkpoints: SQLite up to 3.51.2 can lose a WAL reset that races with another.
 */
export function openForWriting(directory: string): Connection {
  const database = new Database(eventsFile(directory));
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000;');
  const found = formatOf(database);
  if (found === 0 && isEmpty(database)) {
    database.exec(`begin immediate; ${tables}
      pragma application_id = ${applicationId}; pragma user_version = ${format}; commit;`);
    return database;
  }
  checkFormat(database, directory);
  return database;
}

/** A connection that reads beside the writer, in another thread or process, and never checkpoints. */
export function openForReading(directory: string): Connection {
  const file = eventsFile(directory);
  if (!existsSync(file)) throw new Error(`${file} does not exist; start the ledger once to make it`);
  const database = new Database(file, { readonly: true });
  database.exec('pragma query_only = on; pragma wal_autocheckpoint = 0; pragma busy_timeout = 5000;');
  checkFormat(database, directory);
  return database;
}

function checkFormat(database: Connection, directory: string): void {
  const id = number(database, 'pragma application_id');
  const found = formatOf(database);
  if (id === applicationId && found === format) return;
  database.close();
  throw new Error(
    id === applicationId
      ? `${eventsFile(directory)} has format ${found}; this program reads format ${format}. Use the program that wrote it, or a newer one.`
      : `${eventsFile(directory)} is not an event store of Budget Ledger; name another directory.`,
  );
}

function formatOf(database: Connection): number {
  return number(database, 'pragma user_version');
}

function isEmpty(database: Connection): boolean {
  return number(database, 'select count(*) from sqlite_master') === 0;
}

function number(database: Connection, sql: string): number {
  return (database.prepare(sql).raw().get() as [number])[0];
}
