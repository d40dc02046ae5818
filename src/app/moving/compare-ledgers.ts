import type { EventReader, Position, StoredEvent } from '../../ports/event-store.js';
import { ledgerStart } from '../../ports/event-store.js';
import type { DumpedEvent } from './dump-lines.js';
import { leafHash } from '../../../events/leaf-hash.js';

/** How far a ledger and a dump are the same, event by event and byte by byte. */
export interface Compared {
  /** Events that are the same in both, from the first one on. */
  same: number;
  /** Position of the last of them. */
  upTo: Position;
  /** What the ledger has where the dump has another event, or none; null: nothing. */
  other: StoredEvent | null;
  /** What the dump has there; null: nothing, it has ended. */
  missing: DumpedEvent | null;
}

const pageSize = 500;

/** @param dumped the events of the dump from the first one on */
export async function compareLedgers(
  events: Pick<EventReader, 'readAll'>,
  dumped: AsyncIterator<DumpedEvent>,
  onEvents: (count: number) => void = () => undefined,
): Promise<Compared> {
  let same = 0;
  let upTo = ledgerStart;
  for (let page = await events.readAll(upTo, pageSize); page.length > 0;) {
    for (const stored of page) {
      const next = await dumped.next();
      if (next.done === true) return { same, upTo, other: stored, missing: null };
      if (!isSame(stored, next.value)) return { same, upTo, other: stored, missing: next.value };
      same += 1;
      upTo = stored.position;
    }
    onEvents(page.length);
    page = await events.readAll(upTo, pageSize);
  }
  const next = await dumped.next();
  return { same, upTo, other: null, missing: next.done === true ? null : next.value };
}

/** The hash is made anew from what the ledger gives back: one that it stored says nothing about the body beside it. */
function isSame(stored: StoredEvent, dumped: DumpedEvent): boolean {
  return (
    stored.id === dumped.id &&
    stored.stream === dumped.stream &&
    stored.revision === dumped.revision &&
    stored.type === dumped.type &&
    stored.body === dumped.body &&
    stored.leafHash === dumped.leafHash &&
    leafHash(stored.body) === dumped.leafHash
  );
}
