import { randomUUID } from 'node:crypto';
import type { OwnEvent } from '../../../events/ledger/ledger.events.js';
import type { Intent } from '../../../src/app/command-lanes.js';
import { recordOwnEvent } from '../../../src/app/own-events.js';
import type { CommandOutcome, EventStore, Position } from '../../../src/ports/event-store.js';

/** Something that the ledger says of itself. */
export const anOwnEvent: OwnEvent = {
  type: 'LossAccepted',
  data: { last: null, lost: { position: '0000000000000009' as Position, leafHash: null }, restoredFrom: null },
};

/** As an operator says it. */
export function ownIntent(): Intent {
  return {
    actor: { id: 'operator', role: 'admin', unit: null, onBehalfOf: null },
    reason: '硬盘更换',
    basisDocument: null,
    commandId: randomUUID(),
    commandHash: '0'.repeat(64),
    correlationId: 'request',
    causationId: null,
    source: { kind: 'cli' },
  };
}

/** Has the ledger say something of itself. */
export async function sayOf(
  store: Pick<EventStore, 'append' | 'readStream'>,
  event = anOwnEvent,
  now = () => '2024-06-01T00:00:00.000Z',
): Promise<CommandOutcome> {
  const tools = { store, now, newId: () => randomUUID() };
  const outcome = await recordOwnEvent(tools, ownIntent(), () => event);
  if (outcome === null) throw new TypeError('unreachable');
  return outcome;
}
