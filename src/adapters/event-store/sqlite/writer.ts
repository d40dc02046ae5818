import { statfsSync } from 'node:fs';
import { LRUCache } from 'lru-cache';
import { markClosed } from '../../../files/closed-file.js';
import type { NewSave } from '../../../ports/event-store.js';
import { checkFile } from './check-file.js';
import type { Connection } from './database.js';
import { eventsFile, openForWriting } from './database.js';
import { lockForWriting } from './lock.js';
import type { CommandRow } from './statements.js';
import { readingStatements, writingStatements } from './statements.js';

/** What became of one save; errors as data, since they cross threads. */
export type Appended =
  | { kind: 'appended'; outcome: CommandRow }
  | { kind: 'repeated'; outcome: CommandRow }
  | { kind: 'conflict'; actualRevision: number }
  | { kind: 'full' }
  | { kind: 'unavailable'; message: string };

interface StreamEnd {
  streamNo: number;
  revision: number;
}

export interface Writer {
  /** All saves of the batch share one commit; what is refused leaves nothing. Answers are in the order of the saves. */
  appendAll(saves: readonly NewSave[]): Appended[];
  /** Row of the last event, 0: none; or why the writer has stopped. */
  head(): { head: number } | { unavailable: string };
  /** Whether the disk was full at the last commit, and still is. */
  isFull(): boolean;
  close(): void;
}

export function openWriter(directory: string): Writer {
  const lock = lockForWriting(directory);
  const database = openOrRelease(directory, lock);
  const reading = readingStatements(database);
  const writing = writingStatements(database);
  const ends = new LRUCache<string, StreamEnd>({ max: 100_000 });
  let broken: string | null = null;
  let wasFull = false;

  function endOf(stream: string, staged: ReadonlyMap<string, StreamEnd>): StreamEnd | null {
    const known = staged.get(stream) ?? ends.get(stream);
    if (known !== undefined) return known;
    const streamNo = reading.streamNo(stream);
    return streamNo === undefined ? null : { streamNo, revision: reading.lastRevision(streamNo) };
  }

  function append(save: NewSave, staged: Map<string, StreamEnd>): Appended {
    const before = reading.command(save.commandId);
    if (before !== undefined) return { kind: 'repeated', outcome: before };
    const added = save.expectedRevision === -1 ? writing.insertStream(save.stream) : null;
    const end = added === null ? endOf(save.stream, staged) : null;
    const actualRevision = end?.revision ?? -1;
    const streamNo = added ?? end?.streamNo ?? null;
    if (actualRevision !== save.expectedRevision || streamNo === null) return { kind: 'conflict', actualRevision };
    const firstRevision = actualRevision + 1;
    const positions = save.events.map((event, index) => writing.insertEvent(streamNo, firstRevision + index, event));
    const revision = firstRevision + positions.length - 1;
    const first = positions.at(0) ?? 0;
    const last = positions.at(-1) ?? 0;
    const { commandId, commandHash, version } = save;
    writing.insertCommand(commandId, commandHash, streamNo, version, firstRevision, revision, first, last);
    staged.set(save.stream, { streamNo, revision });
    const outcome: CommandRow = [commandId, commandHash, save.stream, version, firstRevision, revision, first, last];
    return { kind: 'appended', outcome };
  }

  return {
    appendAll(saves) {
      if (broken !== null) return refuseAll(saves, broken);
      const staged = new Map<string, StreamEnd>();
      try {
        database.exec('begin immediate');
        const answers = saves.map((save) => append(save, staged));
        database.exec('commit');
        wasFull = false;
        for (const [stream, end] of staged) ends.set(stream, end);
        return answers;
      } catch (error) {
        if (isDiskFull(error) && rolledBack(database)) {
          wasFull = true;
          return saves.map(() => ({ kind: 'full' }));
        }
        const message = error instanceof Error ? error.message : String(error);
        // After a failed fsync nobody knows which bytes are on disk, and a later fsync cannot tell. So: stop for good.
        broken = `the writer has stopped after: ${message}. Mend the cause, restart, and retry with the same commandId.`;
        return refuseAll(saves, broken);
      }
    },
    head: () => (broken === null ? { head: reading.head() } : { unavailable: broken }),
    isFull() {
      wasFull &&= freeIn(directory) < roomForSaves;
      return wasFull;
    },
    close() {
      try {
        const isWhole = broken === null && emptyLog(database);
        database.close();
        if (isWhole) markClosed(eventsFile(directory));
      } finally {
        if (database.open) database.close();
        lock.release();
      }
    },
  };
}

/**
 * So that the file alone, without its log, is the whole ledger. Waits for nobody: while somebody reads, the log stays, and
 * is brought in at the next start.
 * @returns whether the log is empty
 */
function emptyLog(database: Connection): boolean {
  database.exec('pragma busy_timeout = 0');
  const [isBusy] = database.prepare('pragma wal_checkpoint(truncate)').raw().get() as [number];
  return isBusy === 0;
}

function openOrRelease(directory: string, lock: { release(): void }): Connection {
  try {
    checkFile(directory);
    return openForWriting(directory);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Of a commit, with what SQLite writes beside it: where there is less, the next one is as likely to fail. */
const roomForSaves = 4 * 1024 * 1024;

/** Bytes. */
function freeIn(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}

function refuseAll(saves: readonly NewSave[], message: string): Appended[] {
  return saves.map(() => ({ kind: 'unavailable', message }));
}

function isDiskFull(error: unknown): boolean {
  return (error as { code?: string }).code === 'SQLITE_FULL';
}

function rolledBack(database: { inTransaction: boolean; exec(sql: string): unknown }): boolean {
  try {
    if (database.inTransaction) database.exec('rollback');
    return true;
  } catch {
    return false;
  }
}
