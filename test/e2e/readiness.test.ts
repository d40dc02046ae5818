import { afterAll, describe, expect, it } from '@jest/globals';
import { openEventStore } from '../../src/engines/stores.js';
import { ledgerStart } from '../../src/ports/event-store.js';
import { leafHash } from '../../events/leaf-hash.js';
import { configOf } from '../support/ledgers/pair.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

afterAll(cleanUp);

describe('a ledger with an event that this program cannot read', () => {
  it('answers from what came before, says that it is not ready and which event it is', async () => {
    const before = await startLedger();
    const table = '{ budgets { nodes { id contentHash basis { position version } } } }';
    const { budgets } = await before.data(table);
    expect(await before.stop()).toBe(0);
    const id = await appendUnknown(before.directory, `budget-${budgets.nodes[0].id}`);

    const after = await startLedger(before.directory);
    const halted = await until(async () => {
      const response = await fetch(`${after.url}/readyz`);
      return response.status === 503 ? ((await response.json()) as { ready: boolean; reasons: string[] }) : null;
    });
    expect(halted).toMatchObject({ ready: false, reasons: [expect.stringContaining(id)] });
    expect((await fetch(`${after.url}/healthz`)).status).toBe(200);
    expect((await after.data(table)).budgets).toEqual(budgets);
    expect(await after.stop()).toBe(0);
  });
});

/** Appends an event of a type that only a newer program could know; gives its id. */
async function appendUnknown(directory: string, stream: string): Promise<string> {
  const store = await openEventStore(configOf(directory));
  const [last] = (await store.readAll(ledgerStart, 1_000)).slice(-1);
  const id = '01a20000-0000-7000-8000-000000000000';
  const expectedRevision = last?.revision ?? -1;
  const event = {
    id,
    type: 'BudgetForeseen',
    schemaVersion: 1,
    stream,
    revision: expectedRevision + 1,
    version: 2,
    endsSave: true,
    data: {},
  };
  const body = JSON.stringify(event);
  await store.append({
    stream,
    expectedRevision,
    version: 2,
    commandId: 'foreseen',
    commandHash: '0'.repeat(64),
    events: [{ id, type: event.type, body, leafHash: leafHash(body) }],
  });
  await store.close();
  return id;
}

/** Asks again until there is an answer. */
async function until<Answer>(ask: () => Promise<Answer | null>): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
  }
}
