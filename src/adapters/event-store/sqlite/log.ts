import type { NewSave } from '../../../ports/event-store.js';
import type { StoreFault } from '../../../ports/store-fault.js';
import type { Connection } from './database.js';
import { notEmptied } from './faults.js';

/** Keeps SQLite's log from growing. */
export interface LogKeeper {
  /** These were committed. */
  grew(saves: readonly NewSave[]): void;
  /** Brings the log into the file, where it has grown. A failure is told, and tried again as the log grows on. */
  tidy(database: Connection): void;
  /** Has something written and synced, and then all of the log. @throws what SQLite throws, Error while others read it */
  writeAnew(database: Connection): void;
}

/** What the log takes before it is brought into the file, by SQLite's own measure: pages. */
const pagesBetween = 1_000;
const bytesOfPage = 4_096;
/** Pages that a commit writes, and that each save in it adds, beside what the events weigh. */
const ofCommit = 5;
const ofSave = 3;

/**
 * SQLite does this by itself, but says nothing when it fails, and then the log grows for ever: so it is done here, as often
 * as SQLite would.
 */
export function logKeeper(directory: string, tell: (fault: StoreFault) => void): LogKeeper {
  let pages = 0;
  let hasFailed = false;
  return {
    grew(saves) {
      pages += ofCommit;
      for (const { events } of saves) {
        let bytes = 0;
        for (const { body } of events) bytes += Buffer.byteLength(body);
        pages += ofSave + bytes / bytesOfPage;
      }
    },
    tidy(database) {
      if (pages < pagesBetween) return;
      pages = 0;
      try {
        database.exec('pragma wal_checkpoint(passive)');
        hasFailed = false;
      } catch (error) {
        if (!hasFailed) tell(notEmptied(error, directory));
        hasFailed = true;
      }
    },
    writeAnew(database) {
      // The same number as before: a page is written, and synced, and nothing is another.
      const [format] = database.prepare('pragma user_version').raw().get() as [number];
      database.exec(`pragma user_version = ${format}`);
      if (!emptyLog(database, 5_000)) throw new Error('the log is being read');
    },
  };
}

/**
 * So that the file alone, without its log, is the whole ledger. While somebody reads the log it stays, and is brought in
 * later.
 * @param patienceMs how long a reader is waited for
 * @returns whether the log is empty
 */
export function emptyLog(database: Connection, patienceMs: number): boolean {
  database.exec(`pragma busy_timeout = ${patienceMs}`);
  const [isBusy] = database.prepare('pragma wal_checkpoint(truncate)').raw().get() as [number];
  return isBusy === 0;
}
