import type { EventReader, Position, StoredEvent } from '../../ports/event-store.js';
import { ledgerStart } from '../../ports/event-store.js';
import { examineLedger } from '../examine-ledger.js';
import type { DumpEnd, DumpHead, DumpLine } from './dump-lines.js';
import { damagedDump } from './moving-error.js';
import { readDump } from './read-dump.js';

/** What a sound dump holds. */
export interface DumpReport extends Pick<DumpHead, 'takenAt' | 'first'> {
  events: number;
  saves: number;
  /** Tables whose hashes it has; 0: there were no views to take them from. */
  tables: number;
  /** People's names. */
  actors: number;
  /** Kept beside the ledger. */
  files: number;
  leaves: string;
}

/**
 * Reads a dump from end to end as strictly as a ledger: what it says of itself, and each event with its place.
 * @param onBytes so many more have been read
 * @throws MovingError NOT_A_DUMP, DAMAGED_DUMP
 */
export async function checkDump(file: string, onBytes?: (count: number) => void): Promise<DumpReport> {
  const lines = readDump(file, onBytes);
  const first = await lines.next();
  const seen: { end: DumpEnd | null } = { end: null };
  const { findings, saves } = await examineLedger(eventsIn(lines, (end) => (seen.end = end)));
  const [finding] = findings;
  await lines.return(undefined);
  if (finding !== undefined) {
    const { position, message, messageEn } = finding;
    throw damagedDump(`第 ${Number(position)} 条事件${message}`, `its event number ${Number(position)} ${messageEn}`);
  }
  if (first.done === true || first.value.kind !== 'head' || seen.end === null) throw new TypeError('unreachable');
  const { takenAt, first: firstEvent } = first.value.head;
  const { events, tables, actors, files, leaves } = seen.end.end;
  return { takenAt, first: firstEvent, events, saves, tables, actors, files, leaves };
}

/** The events of a dump as a ledger that is read once from its start; their positions are their numbers from 1. */
function eventsIn(lines: AsyncGenerator<DumpLine>, onEnd: (end: DumpEnd) => void): Pick<EventReader, 'readAll'> {
  let number = 0;
  return {
    async readAll(after, limit) {
      if (after !== ledgerStart && Number(after) !== number) throw new TypeError('a dump is read in its order');
      const page: StoredEvent[] = [];
      while (page.length < limit) {
        const next = await lines.next();
        if (next.done === true) break;
        if (next.value.kind === 'end') onEnd(next.value.end);
        if (next.value.kind !== 'event') continue;
        number += 1;
        page.push({ ...next.value.event, position: String(number).padStart(16, '0') as Position });
      }
      return page;
    },
  };
}
