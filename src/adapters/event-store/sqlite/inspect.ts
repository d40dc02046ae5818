import { statSync } from 'node:fs';
import type { EventStoreReport } from '../../../ports/store-reports.js';
import { eventsFile, openForReading } from './database.js';
import { writerOf } from './lock.js';

export function countSqliteEvents(directory: string): number {
  const database = openForReading(directory);
  try {
    return (database.prepare('select count(*) from events').raw().get() as [number])[0];
  } finally {
    database.close();
  }
}

/** What the file says about itself, beside its writer. @throws CannotRead, Error where it is none of ours */
export function inspectSqliteEventStore(directory: string): EventStoreReport {
  const database = openForReading(directory);
  const rows = (sql: string) => database.prepare(sql).raw().all() as [string | number][];
  try {
    return {
      engine: `SQLite ${String(rows('select sqlite_version()')[0]?.[0])}`,
      location: eventsFile(directory),
      bytes: [eventsFile(directory), `${eventsFile(directory)}-wal`].reduce((sum, file) => sum + sizeOf(file), 0),
      events: Number(rows('select count(*) from events')[0]?.[0]),
      streams: Number(rows('select count(*) from streams')[0]?.[0]),
      damage: rows('pragma quick_check(10)')
        .map(([found]) => String(found))
        .filter((found) => found !== 'ok'),
      writer: writerOf(directory),
    };
  } finally {
    database.close();
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
