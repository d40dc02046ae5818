import type { EventReader, Position, StoredEvent } from '../../../ports/event-store.js';
import { StoreUnavailable } from '../../../ports/event-store.js';
import { openForReading } from './database.js';
import { toOutcome, toPosition, toRow, toStoredEvent } from './position.js';
import { readingStatements } from './statements.js';
import { waitForWake } from './wake.js';

const pageOfFollow = 500;

/** Reads beside the writer, from any thread or process. */
export function openSqliteEventReader(directory: string): EventReader {
  const database = openForReading(directory);
  const select = readingStatements(database);
  let open = true;

  /** The driver is synchronous; its errors become the port's. */
  async function read<T>(query: () => T): Promise<T> {
    if (!open) throw new StoreUnavailable('the event store has been closed');
    try {
      return query();
    } catch (error) {
      throw new StoreUnavailable('the event store cannot be read', { cause: error });
    }
  }

  function readAll(after: Position, limit: number): Promise<StoredEvent[]> {
    return read(() => select.all(toRow(after), limit).map(toStoredEvent));
  }

  async function* follow(after: Position, signal: AbortSignal): AsyncGenerator<readonly StoredEvent[]> {
    const waiter = waitForWake(directory, signal);
    try {
      for (let at = after; !signal.aborted;) {
        const page = await readAll(at, pageOfFollow);
        const last = page.at(-1);
        if (last === undefined) {
          await waiter.next();
          continue;
        }
        at = last.position;
        yield page;
      }
    } finally {
      waiter.close();
    }
  }

  return {
    sharedWriters: false,
    head: () => read(() => (select.head() === 0 ? ('0' as Position) : toPosition(select.head()))),
    readStream: (stream, fromRevision, limit) =>
      read(() => {
        const streamNo = select.streamNo(stream);
        if (streamNo === undefined) return [];
        return select.stream(stream, streamNo, fromRevision, limit).map(toStoredEvent);
      }),
    readAll,
    follow,
    readAt: (position) =>
      read(() => {
        const row = select.at(toRow(position));
        return row === undefined || toPosition(row[0]) !== position ? null : toStoredEvent(row);
      }),
    findCommand: (commandId) =>
      read(() => {
        const row = select.command(commandId);
        return row === undefined ? null : toOutcome(row);
      }),
    async close() {
      if (open) database.close();
      open = false;
    },
  };
}
