import type { EventReader } from '../../../ports/event-store.js';
import { checkServer } from './check-server.js';
import type { Connection } from './connection.js';
import { follow } from './follow.js';
import { headFinder } from './head.js';
import type { Patience } from './patience.js';
import { usualPatience } from './patience.js';
import { readAll, readAt, readStream } from './reads.js';
import type { KurrentLocation } from './url.js';

/** Reads beside whoever writes. @throws CannotConnect, ForeignChange */
export async function openKurrentEventReader(
  location: KurrentLocation,
  patience: Patience = usualPatience,
): Promise<EventReader> {
  const { connection } = await checkServer(location, patience);
  return readerOver(connection);
}

export function readerOver(connection: Connection): EventReader {
  const head = headFinder(connection);
  return {
    sharedWriters: true,
    head,
    readStream: (stream, fromRevision, limit) => readStream(connection, stream, fromRevision, limit),
    readAll: (after, limit) => readAll(connection, after, limit),
    readAt: (position) => readAt(connection, position),
    follow: (after, signal) => follow(connection, head, after, signal),
    close: () => connection.close(),
  };
}
