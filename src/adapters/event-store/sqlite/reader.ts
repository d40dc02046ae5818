import type { EventReader, Position, StoredEvent } from '../../../ports/event-store.js';
import { StoreUnavailable } from '../../../ports/event-store.js';
import type { Connection } from './database.js';
import { lossIn, openExisting, readKnownEnd } from './known-end.js';
import { toOutcome, toPosition, toRow, toStoredEvent } from './position.js';
import { readingStatements } from './statements.js';
import { waitForWake } from './wake.js';

const pageOfFollow = 500;

/** Reads beside the writer, from any thread or process. */
export function openSqliteEventReader(directory: string): EventReader {
  /** null: what it met last has to be read anew from the file, by another connection. */
  let connection: Reading | null = openReading(directory);
  let open = true;

  /** The driver is synchronous; its errors become the port's. */
  async function read<T>(query: (select: Reading['select']) => T): Promise<T> {
    if (!open) throw new StoreUnavailable('the event store has been closed');
    try {
      connection ??= openReading(directory);
      return query(connection.select);
    } catch (error) {
      connection?.database.close();
      connection = null;
      throw new StoreUnavailable('the event store cannot be read', { cause: error });
    }
  }

  function readAll(after: Position, limit: number): Promise<StoredEvent[]> {
    return read((select) => select.all(toRow(after), limit).map(toStoredEvent));
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
    head: () => read((select) => (select.head() === 0 ? ('0' as Position) : toPosition(select.head()))),
    readStream: (stream, fromRevision, limit) =>
      read((select) => {
        const streamNo = select.streamNo(stream);
        if (streamNo === undefined) return [];
        return select.stream(stream, streamNo, fromRevision, limit).map(toStoredEvent);
      }),
    readAll,
    follow,
    readAt: (position) =>
      read((select) => {
        const row = select.at(toRow(position));
        return row === undefined || toPosition(row[0]) !== position ? null : toStoredEvent(row);
      }),
    findCommand: (commandId) =>
      read((select) => {
        const row = select.command(commandId);
        return row === undefined ? null : toOutcome(row);
      }),
    async lost() {
      // In this order: what it says is durable in the events before it is written.
      const known = readKnownEnd(directory);
      return read((select) => lossIn(select, known));
    },
    async close() {
      connection?.database.close();
      connection = null;
      open = false;
    },
  };
}

interface Reading {
  database: Connection;
  select: ReturnType<typeof readingStatements>;
}

function openReading(directory: string): Reading {
  const database = openExisting(directory);
  return { database, select: readingStatements(database) };
}
