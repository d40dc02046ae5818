import { createHash, randomUUID } from 'node:crypto';
import { leafHash } from '../../../events/leaf-hash.js';
import type { NewEvent, NewSave } from '../../../src/ports/event-store.js';

interface Wanted extends Partial<Omit<NewSave, 'events'>> {
  /** How many events, or their bodies. */
  events?: number | readonly string[];
}

export function newStream(): string {
  return `budget-${randomUUID()}`;
}

/** A save that begins a new stream, but for what is said of it. */
export function newSave({ events = 1, ...wanted }: Wanted = {}): NewSave {
  const commandId = wanted.commandId ?? randomUUID();
  const bodies =
    typeof events === 'number' ? Array.from({ length: events }, (_, n) => bodyOf({ commandId, n })) : events;
  return {
    stream: newStream(),
    expectedRevision: -1,
    version: 1,
    commandId,
    commandHash: createHash('sha256').update(randomUUID()).digest('hex'),
    events: bodies.map(newEvent),
    ...wanted,
  };
}

function newEvent(body: string, index: number): NewEvent {
  return {
    id: randomUUID(),
    type: index % 2 === 0 ? 'ProjectRenamed' : 'IndicatorAdded',
    body,
    leafHash: leafHash(body),
  };
}

function bodyOf(content: object): string {
  return JSON.stringify({ ...content, 项目名称: '校园安保服务' });
}
