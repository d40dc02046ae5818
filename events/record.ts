import { canonicalJson } from './canonical-json.js';
import type { BudgetEvent } from './budget/budget.events.js';
import type { EventEnvelope } from './envelope.js';
import { maxEventBytes } from './envelope.js';
import { leafHash } from './leaf-hash.js';
import type { OwnEvent } from './ledger/ledger.events.js';
import { Refusal } from './refusal.js';
import type { Recorded, RecordedEvent, RecordedOwnEvent } from './upcast.js';
import { isOwnEvent, schemaVersions, upcast } from './upcast.js';

/** What all events of a save share. */
export type SaveEnvelope = Pick<
  EventEnvelope,
  | 'stream'
  | 'version'
  | 'recordedAt'
  | 'actor'
  | 'reason'
  | 'basisDocument'
  | 'commandId'
  | 'commandHash'
  | 'correlationId'
  | 'causationId'
  | 'source'
>;

/** Puts facts into their envelopes: revisions from `firstRevision` on, the last one ends the save. */
export function envelop<Event extends BudgetEvent | OwnEvent>(
  facts: readonly Event[],
  save: SaveEnvelope,
  firstRevision: number,
  newId: () => string,
): Recorded<Event>[] {
  return facts.map((fact, index) => {
    const envelope: Omit<EventEnvelope, 'type' | 'data'> = {
      ...save,
      id: newId(),
      schemaVersion: schemaVersions[fact.type],
      revision: firstRevision + index,
      endsSave: index === facts.length - 1,
    };
    return { ...envelope, ...fact };
  });
}

/**
 * An event as it is stored: canonical JSON (RFC 8785) of envelope and data.
 * @throws Refusal TOO_LARGE over 65,535 bytes
 */
export function encodeEvent(event: RecordedEvent | RecordedOwnEvent): string {
  const body = canonicalJson(event);
  const bytes = Buffer.byteLength(body);
  if (bytes > maxEventBytes) {
    throw new Refusal(
      'TOO_LARGE',
      `这次修改写成一条记录有 ${bytes} 字节，上限是 ${maxEventBytes} 字节；请缩短文字。`,
      `This edit makes an event of ${bytes} bytes, over the bound of ${maxEventBytes}; shorten the text.`,
    );
  }
  return body;
}

/**
 * An event as a store takes it: its body, as `encodeEvent` makes it, with the hash that proves it.
 * @throws Refusal TOO_LARGE
 */
export function storedForm(event: RecordedEvent | RecordedOwnEvent): {
  id: string;
  type: string;
  body: string;
  leafHash: string;
} {
  const body = encodeEvent(event);
  return { id: event.id, type: event.type, body, leafHash: leafHash(body) };
}

/** @throws Error if the body is no event of a table that this program knows */
export function decodeEvent(body: string): RecordedEvent {
  return ofTable(upcast(decodeEnvelope(body)));
}

/** @throws Error if it is the ledger's own */
export function ofTable(event: RecordedEvent | RecordedOwnEvent): RecordedEvent {
  if (isOwnEvent(event)) throw new Error(`event ${event.id} is a ${event.type}, which is of no table`);
  return event;
}

/** What an event says about itself, also one of a type that this program does not know. */
export function decodeEnvelope(body: string): EventEnvelope {
  return JSON.parse(body) as EventEnvelope;
}
