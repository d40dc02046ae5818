import type { EventEnvelope } from '../../events/envelope.js';
import { leafHash } from '../../events/leaf-hash.js';
import { ofTable } from '../../events/record.js';
import type { RecordedEvent, RecordedOwnEvent } from '../../events/upcast.js';
import { upcast } from '../../events/upcast.js';
import { QueryError } from '../../services/query-error.js';
import type { StoredEvent } from '../ports/event-store.js';

/** Not what was recorded. Nothing is answered from it, and nothing is recorded that rests on it. */
export class AlteredEvent extends QueryError {
  constructor(
    { position, stream, revision }: StoredEvent,
    /** How it is known. */
    readonly sign: { zh: string; en: string },
  ) {
    super(
      'ALTERED_EVENT',
      `位置 ${position} 的事件（流 ${stream} 第 ${revision} 号）自记录以来已被改动：${sign.zh}。不会据此作答，也不会据此写入；请停止服务，另存数据，用备份恢复，并运行 budget-ledger doctor --full 核查。`,
      `The event at ${position} (number ${revision} of ${stream}) was altered since it was recorded: ${sign.en}. Nothing is answered or recorded from it. Stop the server, put the data aside, restore a backup, and run "budget-ledger doctor --full".`,
    );
  }
}

const otherBody = { zh: '正文与其旁的散列不符', en: 'its body does not fit the hash beside it' };
const otherPlace = { zh: '正文与其登记不符', en: 'its body says something else than the store about itself' };

/**
 * An event that the ledger has, in its newest shape. The only way from what a store gives to what anything rests on, so
 * that no event altered since it was recorded is ever folded, answered or decided upon.
 * @throws AlteredEvent; Error if this program does not know the event
 */
export function decodeStored(stored: StoredEvent): RecordedEvent | RecordedOwnEvent {
  return upcast(envelopeOf(stored));
}

/** The same of what is of a table. @throws Error also where it is the ledger's own */
export function decodeOfTable(stored: StoredEvent): RecordedEvent {
  return ofTable(decodeStored(stored));
}

/** What an event says about itself, also one of a type that this program does not know. @throws AlteredEvent */
export function envelopeOf(stored: StoredEvent): EventEnvelope {
  checkHash(stored);
  const envelope = JSON.parse(stored.body) as EventEnvelope;
  if (!saysTheSame(stored, envelope)) throw new AlteredEvent(stored, otherPlace);
  return envelope;
}

/** @throws AlteredEvent */
export function checkHash(stored: StoredEvent): void {
  if (!fitsItsHash(stored)) throw new AlteredEvent(stored, otherBody);
}

/** Bytes that are no UTF-8 come out of a store as other characters, which do not fit the hash either. */
export function fitsItsHash({ body, leafHash: beside }: StoredEvent): boolean {
  return leafHash(body) === beside;
}

/** Whether what the store has beside the body is what the body says. */
export function saysTheSame(stored: StoredEvent, { id, type, stream, revision }: EventEnvelope): boolean {
  return id === stored.id && type === stored.type && stream === stored.stream && revision === stored.revision;
}
