import type { Position } from '../../../ports/event-store.js';
import { ledgerStart } from '../../../ports/event-store.js';
import type { Connection } from './connection.js';
import { isInvalidPosition } from './errors.js';
import { readAll, readLast, readLogEnd } from './reads.js';

const page = 1_000;

/**
 * Finds where the ledger ends. The end of the server's whole log is one read; where it is another's event, only what came
 * since the last time is looked through.
 */
export function headFinder(connection: Connection): () => Promise<Position> {
  /** The ledger's last event up to a place in the log. */
  let known: { head: Position; upTo: Position } | null = null;

  function learn(head: Position, upTo: Position): Position {
    if (known === null || upTo > known.upTo) known = { head, upTo };
    return known.head > head ? known.head : head;
  }

  return async () => {
    const end = await readLogEnd(connection);
    if (end === null) return ledgerStart;
    if (end.isOurs) return learn(end.position, end.position);
    if (known !== null && known.upTo >= end.position) return known.head;
    return learn(await lastUpTo(known), end.position);
  };

  async function lastUpTo(from: { head: Position; upTo: Position } | null): Promise<Position> {
    if (from === null) return (await readLast(connection))?.position ?? ledgerStart;
    try {
      let { head, upTo } = from;
      for (;;) {
        const events = await readAll(connection, upTo, page);
        head = upTo = events.at(-1)?.position ?? head;
        if (events.length < page) return head;
      }
    } catch (error) {
      // What stood at the place has been scavenged.
      if (!isInvalidPosition(error)) throw error;
      return (await readLast(connection))?.position ?? from.head;
    }
  }
}
