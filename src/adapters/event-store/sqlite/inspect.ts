import { statSync } from 'node:fs';
import { leftAs } from '../../../files/closed-file.js';
import type { EventStoreReport } from '../../../ports/store-reports.js';
import { eventsFile } from './database.js';
import { openExisting } from './known-end.js';

export function countSqliteEvents(directory: string): number {
  const database = openExisting(directory);
  try {
    return (database.prepare('select count(*) from events').raw().get() as [number])[0];
  } finally {
    database.close();
  }
}

/** What the file says about itself, beside its writer. @throws CannotRead, Error where it is none of ours */
export function inspectSqliteEventStore(directory: string): EventStoreReport {
  const database = openExisting(directory);
  const rows = (sql: string) => database.prepare(sql).raw().all() as [string | number][];
  try {
    const version = String(rows('select sqlite_version()')[0]?.[0]);
    return {
      engine: `SQLite ${version}`,
      location: eventsFile(directory),
      bytes: [eventsFile(directory), `${eventsFile(directory)}-wal`].reduce((sum, file) => sum + sizeOf(file), 0),
      events: Number(rows('select count(*) from events')[0]?.[0]),
      streams: Number(rows('select count(*) from streams')[0]?.[0]),
      check: {
        name: 'quick_check',
        damage: [
          ...(leftAs(eventsFile(directory)) === 'ALTERED' ? ['the bytes are not those that it was closed with'] : []),
          ...rows('pragma quick_check(10)')
            .map(([found]) => String(found))
            .filter((found) => found !== 'ok'),
        ],
      },
      reminders: [],
      caution: cautionFor(version),
    };
  } finally {
    database.close();
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** SQLite up to 3.51.2 can lose a WAL reset that races with another connection's. */
function cautionFor(version: string): EventStoreReport['caution'] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const isOlder = major < 3 || (major === 3 && (minor < 51 || (minor === 51 && patch < 3)));
  if (!isOlder) return null;
  return {
    zh: '该版本的 WAL 重置竞争由“只有写入者做检查点”避免；请勿用其他工具打开正在使用的库',
    en: 'its WAL-reset race is kept out, as only the writer checkpoints; open a store in use with no other tool',
  };
}
