import type { EventEnvelope } from '../../../events/envelope.js';
import type { SaveEnvelope } from '../../../events/record.js';

/** The first save of a budget, as its events tell of it. */
export const sampleSave: SaveEnvelope = {
  stream: 'budget-budget-1',
  version: 1,
  recordedAt: '2024-01-01T00:01:00.000Z',
  actor: { id: 'finance', role: 'editor', unit: null, onBehalfOf: null },
  reason: null,
  basisDocument: null,
  commandId: 'command-1',
  commandHash: '00',
  correlationId: 'request-1',
  causationId: null,
  source: { kind: 'api' },
};

/** An event as a store gives it back; the parts that a test is about are given. */
export function storedEvent(parts: Partial<EventEnvelope>): EventEnvelope {
  const standard = { id: 'event-1', type: 'BudgetRenamed', schemaVersion: 1, data: { name: '卫健局' } };
  return { ...sampleSave, ...standard, revision: 0, endsSave: true, ...parts };
}
