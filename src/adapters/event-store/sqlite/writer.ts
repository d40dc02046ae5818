import type { LostEnd } from '../../../../events/ledger/ledger.events.js';
import { markClosed } from '../../../files/closed-file.js';
import { sqliteFailureOf } from '../../../files/sqlite-failure.js';
import type { NewSave } from '../../../ports/event-store.js';
import { ledgerStart } from '../../../ports/event-store.js';
import { RolledBack } from '../../../ports/rolled-back.js';
import type { StoreFault } from '../../../ports/store-fault.js';
import type { Appended } from './appended.js';
import type { Appending } from './appending.js';
import { appendingOn, CommitFailed } from './appending.js';
import { checkFile, checkStructure } from './check-file.js';
import type { Connection } from './database.js';
import { eventsFile, isNothing, isOfEarlierFormat, openForReading, openForWriting } from './database.js';
import { faultOf, isStillFull, notEmptied } from './faults.js';
import { lossIn, readKnownEnd } from './known-end.js';
import { lockForWriting } from './lock.js';
import { emptyLog, logKeeper } from './log.js';
import { toPosition, toRow } from './position.js';
import type { Reach } from './reach.js';
import { reachOf } from './reach.js';
import { readingStatements } from './statements.js';

export interface Writer {
  /** Whether the file was of an earlier format, and has been brought to the newest one. */
  readonly isUpgraded: boolean;
  /**
   * All saves of the batch share one commit; what is refused leaves nothing. Answers are in the order of the saves. What
   * SQLite cannot do, but for a full disk, stops the writer.
   */
  appendAll(saves: readonly NewSave[]): Appended[];
  /** Row of the last event, 0: none; null: it has stopped, or cannot say. */
  head(): number | null;
  /** Whether the disk was full at the last commit, and still is. */
  isFull(): boolean;
  /** What has stopped it; null: it takes saves. */
  stoppedBy(): StoreFault | null;
  /** Opens the file anew after a stop. @returns whether it takes saves again */
  reopen(): boolean;
  /** Brings the log into the file, where it is time to: nobody waits for it. */
  tidy(): void;
  close(): void;
}

interface Open {
  database: Connection;
  appending: Appending;
}

/**
 * @param tell of each fault once, as it begins
 * @param despiteLoss whether to open events that do not reach where they had; then only what is placed behind that is taken
 * @throws WriterLocked, CannotWrite, AlteredFile, RolledBack
 */
export function openWriter(directory: string, tell: (fault: StoreFault) => void, despiteLoss = false): Writer {
  const lock = lockForWriting(directory);
  const log = logKeeper(directory, tell);
  /** null: it has stopped. */
  const begun = openOrRelease(directory, lock, despiteLoss);
  const { reach, isUpgraded } = begun;
  let open: Open | null = begun;
  let stopped: StoreFault | null = null;
  /** What has been told, and is not over; null: nothing. */
  let told: StoreFault | null = null;
  let wasFull = false;

  function tellOnce(fault: StoreFault): void {
    if (told?.code !== fault.code) tell(fault);
    told = fault;
  }

  function commit({ appending }: Open, saves: readonly NewSave[]): Appended[] {
    const answers = appending.appendAll(saves);
    wasFull = false;
    told = null;
    log.grew(saves);
    return answers;
  }

  /**
   * After a failed fsync nobody knows which bytes are on disk, and a later fsync of the same file cannot tell. So the
   * connection is given up; opening it again writes everything of the log anew, and then it is known what is there.
   */
  function stopAfter(failure: unknown, { database }: Open, saves: readonly NewSave[]): Appended[] {
    const isUnknown = failure instanceof CommitFailed;
    const error = isUnknown ? failure.cause : failure;
    const fault = faultOf(error, directory);
    stopped = fault;
    tellOnce(fault);
    closeQuietly(database);
    open = null;
    wasFull = fault.code === 'DISK_FULL';
    const message = `the writer has stopped after: ${error instanceof Error ? error.message : String(error)}. Submit it again under the same commandId.`;
    const nothing: Appended = wasFull ? { kind: 'full' } : { kind: 'refused', message };
    const found = reopen(fault.code === 'DAMAGED');
    if (found === null) return saves.map(() => (isUnknown ? { kind: 'unknown', message } : nothing));
    return saves.map(({ commandId }) => {
      const outcome = found.appending.command(commandId);
      return outcome === undefined ? nothing : { kind: 'repeated', outcome };
    });
  }

  function reopen(isDamaged: boolean): Open | null {
    let database: Connection | null = null;
    try {
      if (isDamaged) checkStructure(directory);
      database = openForWriting(directory);
      log.writeAnew(database);
      reach.takeUp(database);
      open = { database, appending: appendingOn(database, reach) };
      stopped = null;
      return open;
    } catch {
      if (database !== null) closeQuietly(database);
      return null;
    }
  }

  return {
    isUpgraded,
    appendAll(saves) {
      if (open === null) return saves.map(() => ({ kind: 'refused', message: stopped?.messageEn ?? '' }));
      try {
        return commit(open, saves);
      } catch (failure) {
        const error = failure instanceof CommitFailed ? failure.cause : failure;
        const isFull = sqliteFailureOf(error) === 'DISK_FULL';
        if (!isFull || !rolledBack(open.database)) return stopAfter(failure, open, saves);
        wasFull = true;
        tellOnce(faultOf(error, directory));
        return saves.map(() => ({ kind: 'full' }));
      }
    },
    head() {
      try {
        return open?.appending.head() ?? null;
      } catch {
        return null;
      }
    },
    isFull() {
      wasFull &&= isStillFull(directory);
      return wasFull;
    },
    stoppedBy: () => stopped,
    reopen: () => open !== null || reopen(stopped?.code === 'DAMAGED') !== null,
    tidy: () => open !== null && log.tidy(open.database),
    close() {
      try {
        const isWhole = open !== null && emptiedLast(open.database);
        open?.database.close();
        reach.close();
        if (isWhole) markClosed(eventsFile(directory));
      } finally {
        if (open?.database.open === true) open.database.close();
        lock.release();
      }
    },
  };

  /** Where it cannot be done nothing is lost, and the next start does it: no reason for a stop to fail. */
  function emptiedLast(database: Connection): boolean {
    try {
      return emptyLog(database, 0);
    } catch (error) {
      tell(notEmptied(error, directory));
      return false;
    }
  }
}

function openOrRelease(
  directory: string,
  lock: { release(): void },
  despiteLoss: boolean,
): Open & { reach: Reach; isUpgraded: boolean } {
  try {
    const known = readKnownEnd(directory);
    const loss = known === null ? null : lossOf(directory, known);
    if (loss !== null && !despiteLoss) throw loss;
    checkFile(directory, loss !== null);
    const isUpgraded = isOfEarlierFormat(directory);
    const database = openForWriting(directory);
    const reach = reachOf(directory, loss === null ? 0 : toRow(loss.lost.position));
    reach.takeUp(database);
    return { database, appending: appendingOn(database, reach), reach, isUpgraded };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** null: the file reaches there, or cannot be read, and what is wrong with it is told by whoever checks it. */
function lossOf(directory: string, known: LostEnd): RolledBack | null {
  const file = eventsFile(directory);
  if (isNothing(directory)) return new RolledBack(file, ledgerStart, known);
  let database: Connection | null = null;
  try {
    database = openForReading(directory);
    const reading = readingStatements(database);
    const lost = lossIn(reading, known);
    const head = reading.head();
    return lost === null ? null : new RolledBack(file, head === 0 ? ledgerStart : toPosition(head), lost);
  } catch {
    return null;
  } finally {
    database?.close();
  }
}

/** A connection with statements that are not collected yet lives on, with its transaction: so that is ended first. */
function closeQuietly(database: Connection): void {
  rolledBack(database);
  try {
    database.close();
  } catch {
    // What it could not write is in the log, or was never acknowledged.
  }
}

function rolledBack(database: Connection): boolean {
  try {
    if (database.inTransaction) database.exec('rollback');
    return true;
  } catch {
    return false;
  }
}
