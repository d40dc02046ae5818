import { constants, existsSync, statSync } from 'node:fs';
import { copyFile, link, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import type { LostEnd } from '../../../../events/ledger/ledger.events.js';
import type { EventStoreBackup, HeldEventStore } from '../../../ports/backup.js';
import { forgetClosing } from '../../../files/closed-file.js';
import { DamagedCopy, StoreInUse } from '../../../ports/backup.js';
import { CannotRead } from '../../../ports/cannot-read.js';
import type { NewSave } from '../../../ports/event-store.js';
import { appendingOn } from './appending.js';
import { eventsFile, eventsName, isNothing, openFileForWriting, openForReading } from './database.js';
import { countSqliteEvents } from './inspect.js';
import { readKnownEnd } from './known-end.js';
import { lockForWriting } from './lock.js';
import { toPosition, toStoredEvent } from './position.js';
import { openSqliteEventReader } from './reader.js';
import { anyReach } from './reach.js';
import { readingStatements } from './statements.js';

/** A copy is a single file that SQLite writes from a read transaction: complete without a log beside it. */
export function sqliteEventStoreBackup(directory: string): EventStoreBackup {
  return {
    async copyInto(folder) {
      const database = openForReading(directory);
      try {
        // In an array: see ADR 0002.
        database.prepare('vacuum into ?').run([eventsFile(folder)]);
      } finally {
        database.close();
      }
      await sync(eventsFile(folder));
      await sync(folder);
      return [eventsName];
    },

    async openCopy(folder) {
      checkCopy(folder);
      return openSqliteEventReader(folder);
    },

    async hold() {
      const lock = lockForWriting(directory);
      return { ...held(directory), release: lock.release };
    },
  };
}

function checkCopy(folder: string): void {
  let damage: string[];
  try {
    const database = openForReading(folder);
    try {
      const rows = database.prepare('pragma integrity_check(20)').raw().all() as [string][];
      damage = rows.map(([row]) => row).filter((row) => row !== 'ok');
    } finally {
      database.close();
    }
  } catch (error) {
    throw new DamagedCopy([error instanceof Error ? error.message : String(error)], error);
  }
  if (damage.length > 0) throw new DamagedCopy(damage);
}

function held(directory: string): Omit<HeldEventStore, 'release'> {
  const file = eventsFile(directory);
  return {
    async events() {
      if (isNothing(directory)) return 0;
      try {
        return countSqliteEvents(directory);
      } catch (error) {
        if (error instanceof CannotRead && error.code === 'NOTHING_THERE') return 0;
        throw error;
      }
    },

    async reached() {
      const known = readKnownEnd(directory);
      const head = headOf(directory);
      return known === null || (head !== null && head.position > known.position) ? head : known;
    },

    async replaceWith(folder, keepAs, record) {
      const beside = join(directory, `${eventsName}.restoring`);
      await rm(beside, { force: true });
      await removeLog(beside);
      await copyFile(eventsFile(folder), beside, constants.COPYFILE_EXCL);
      if (record !== null) recordIn(beside, record);
      await sync(beside);
      const kept = keepAs === null ? null : join(directory, `${keepAs}.db`);
      if (existsSync(file)) emptyLog(file);
      // A second name for the old file, so that at no moment there is neither the old ledger nor the new one.
      if (kept !== null) await link(file, kept);
      // What it says of the old file would say of the new one that it was altered.
      forgetClosing(file);
      await removeLog(file);
      await sync(directory);
      await rename(beside, file);
      // Somebody who has just begun to read the old file may have made an empty log, which does not belong to the new
      // one.
      await removeLog(file);
      await sync(directory);
      return kept;
    },
  };
}

/** null: it has no event, or cannot be read. */
function headOf(directory: string): LostEnd | null {
  let database: ReturnType<typeof openForReading> | null = null;
  try {
    database = openForReading(directory);
    const reading = readingStatements(database);
    const head = reading.at(reading.head());
    return head === undefined ? null : { position: toPosition(head[0]), leafHash: toStoredEvent(head).leafHash };
  } catch {
    return null;
  } finally {
    database?.close();
  }
}

/** One more save in a file that nobody else knows, which is then whole without a log. */
function recordIn(file: string, save: NewSave): void {
  const database = openFileForWriting(file);
  try {
    const [answer] = appendingOn(database, anyReach).appendAll([save]);
    if (answer?.kind !== 'appended') throw new Error(`${file} does not take ${save.stream} ${save.version}`);
    database.exec('pragma wal_checkpoint(truncate);');
  } finally {
    database.close();
  }
}

/** Brings everything of the old store into its one file. @throws StoreInUse */
function emptyLog(file: string): void {
  const database = new Database(file);
  try {
    // A prepared statement would keep the connection until it is collected, and only closing it removes the log.
    database.exec('pragma busy_timeout = 5000; pragma wal_checkpoint(truncate);');
    if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) throw new StoreInUse(file);
  } finally {
    database.close();
  }
}

/** Removes an empty log and its index: the new file must never stand beside a log that is not its own. */
async function removeLog(file: string): Promise<void> {
  await rm(`${file}-wal`, { force: true });
  await rm(`${file}-shm`, { force: true });
}

/** Makes sure that a power failure loses neither the bytes nor the name of a file. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
