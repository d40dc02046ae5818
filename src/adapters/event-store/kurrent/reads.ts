/** The reads of the ledger's events. What is decided on is read where it is decided: at the leader. */
import type { AllStreamResolvedEvent, KurrentDBClient, ReadPosition, ResolvedEvent } from '@kurrent/kurrentdb-client';
import { BACKWARDS, END, FORWARDS, START, streamNameFilter } from '@kurrent/kurrentdb-client';
import type { Position, StoredEvent } from '../../../ports/event-store.js';
import { ledgerStart } from '../../../ports/event-store.js';
import { ForeignChange } from '../../../ports/foreign-change.js';
import type { Connection } from './connection.js';
import { isInvalidPosition, typeOf } from './errors.js';
import { toLogPosition, toPosition } from './position.js';
import { toStoredEvent, toStreamName } from './stored-event.js';

/** At most `limit` events of a stream. Unknown stream: []. @throws ForeignChange if events have been taken away */
export async function readStream(
  connection: Connection,
  stream: string,
  fromRevision: number,
  limit: number,
): Promise<StoredEvent[]> {
  const { prefix, where, patience } = connection;
  const name = toStreamName(prefix, stream);
  const options = { fromRevision: BigInt(fromRevision), maxCount: limit, requiresLeader: true };
  try {
    const read = await connection.ask(patience.readMs, (client, alive) =>
      collect(client.readStream(name, options), alive),
    );
    const events = read.map((event) => toStoredEvent(event, prefix, where));
    if (events[0] !== undefined && events[0].revision !== fromRevision) throw takenAway(name, fromRevision, where);
    return events;
  } catch (error) {
    if (typeOf(error) === 'stream-deleted') throw takenAway(name, fromRevision, where);
    if (typeOf(error) !== 'stream-not-found') throw error;
    await checkNeverDeleted(connection, stream);
    return [];
  }
}

/**
 * A stream that was deleted reads as one that never was, and goes on under its old numbers when it is written to as a new
 * one.
 * @throws ForeignChange
 */
export async function checkNeverDeleted(connection: Connection, stream: string): Promise<void> {
  const { prefix, where, patience } = connection;
  const name = toStreamName(prefix, stream);
  const { metadata } = await connection.ask(patience.readMs, (client) =>
    client.getStreamMetadata(name, { requiresLeader: true }),
  );
  if (metadata?.truncateBefore !== undefined) throw takenAway(name, 0, where);
}

/** At most `limit` events of the ledger strictly after a position, in its order. */
export async function readAll(connection: Connection, after: Position, limit: number): Promise<StoredEvent[]> {
  const { prefix, where } = connection;
  const place = placeOf(after, where);
  // The server begins with the event at the position itself, if that is one of the ledger.
  const read = await readLog(connection, FORWARDS, place, place === START ? limit : limit + 1);
  const isBehind = ({ event }: ResolvedEvent) => event?.position === undefined || toPosition(event.position) !== after;
  return read
    .filter(isBehind)
    .slice(0, limit)
    .map((event) => toStoredEvent(event, prefix, where));
}

export async function readAt(connection: Connection, position: Position): Promise<StoredEvent | null> {
  const { prefix, where } = connection;
  const place = toLogPosition(position);
  if (place === null) return null;
  try {
    const [found] = await readLog(connection, FORWARDS, place, 1);
    if (found?.event?.position === undefined || toPosition(found.event.position) !== position) return null;
    return toStoredEvent(found, prefix, where);
  } catch (error) {
    if (isInvalidPosition(error)) return null;
    throw error;
  }
}

/** The ledger's first event; null: it has none. */
export async function readFirst(connection: Connection): Promise<StoredEvent | null> {
  const [first] = await readLog(connection, FORWARDS, START, 1);
  return first === undefined ? null : toStoredEvent(first, connection.prefix, connection.where);
}

/** The ledger's last event; null: it has none. The server looks for it from the end of its whole log. */
export async function readLast(connection: Connection): Promise<StoredEvent | null> {
  const [last] = await readLog(connection, BACKWARDS, END, 1);
  return last === undefined ? null : toStoredEvent(last, connection.prefix, connection.where);
}

/** Where the server's whole log ends now, and whether with an event of this ledger; null: it is empty. */
export async function readLogEnd({ prefix, patience, ask }: Connection, ms = patience.readMs) {
  const [last] = await ask(ms, (client, alive) => collect(endOfLog(client), alive));
  const event = last?.event;
  const position = event?.position === undefined ? null : toPosition(event.position);
  if (event === undefined || position === null) return null;
  return { position, isOurs: event.streamId.startsWith(prefix) };
}

function readLog(
  { prefix, patience, ask }: Connection,
  direction: typeof FORWARDS | typeof BACKWARDS,
  fromPosition: ReadPosition,
  maxCount: number,
): Promise<AllStreamResolvedEvent[]> {
  const filter = streamNameFilter({ prefixes: [prefix] });
  return ask(patience.readMs, async (client, alive) => {
    const read = collect(client.readAll({ direction, fromPosition, maxCount, filter, requiresLeader: true }), alive);
    return whileItLooks(read, client, patience.answerMs / 2, alive);
  });
}

/** For so many looks at the server, a read may look through events of others and find nothing. */
const mostLooks = 300;

/** While the read says nothing, the server is asked for something else: if it answers that, it is at work. */
async function whileItLooks<T>(read: Promise<T>, client: KurrentDBClient, ms: number, alive: () => void): Promise<T> {
  let looks = 0;
  const looking = setInterval(() => {
    looks += 1;
    if (looks > mostLooks) clearInterval(looking);
    else void collect(endOfLog(client), alive).catch(() => clearInterval(looking));
  }, ms);
  try {
    return await read;
  } finally {
    clearInterval(looking);
  }
}

function endOfLog(client: KurrentDBClient) {
  return client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1, requiresLeader: true });
}

function placeOf(after: Position, where: string) {
  if (after === ledgerStart) return START;
  const place = toLogPosition(after);
  if (place === null) throw new TypeError(`${after} is no position in ${where}`);
  return place;
}

async function collect<Event extends ResolvedEvent>(read: AsyncIterable<Event>, alive: () => void): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of read) {
    events.push(event);
    alive();
  }
  return events;
}

export function takenAway(stream: string, revision: number, where: string): ForeignChange {
  return new ForeignChange({
    zh: `${where} 的流 ${stream} 从第 ${revision} 号起的事件被删除了（删除流，或设置了 $maxAge、$maxCount、$tb）；本程序从不删除事件。请用服务器的备份恢复。`,
    en: `Events from number ${revision} on of the stream ${stream} in ${where} have been taken away (the stream was deleted, or given $maxAge, $maxCount or $tb); this program never does that. Restore a backup of the server.`,
  });
}
