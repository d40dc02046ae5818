/** The whole program on KurrentDB when that fails: it says so, answers what it can, and recovers by itself. */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { KurrentLocation } from '../../src/adapters/event-store/kurrent/index.js';
import { openKurrentEventReader, openKurrentEventStore } from '../../src/adapters/event-store/kurrent/index.js';
import type { StoredEvent } from '../../src/ports/event-store.js';
import { ledgerStart } from '../../src/ports/event-store.js';
import type { ProxiedKurrent } from '../support/engines/proxied-kurrent.js';
import { startProxiedKurrent } from '../support/engines/proxied-kurrent.js';
import { newSave } from '../support/ledgers/new-saves.js';
import { budgetLedger } from '../support/processes/command-line.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';
import { isFullProfile } from '../support/random/cases.js';

const servers: ProxiedKurrent[] = [];
afterEach(async () => {
  await cleanUp();
  for (const server of servers.splice(0)) await server.stop();
});

async function started(): Promise<ProxiedKurrent & { ledger: RunningLedger }> {
  const server = await startProxiedKurrent();
  servers.push(server);
  return { ...server, ledger: await startLedger(undefined, { EVENT_STORE: server.spoiltUrl }) };
}

const table = '{ budgets { nodes { id name contentHash basis { version position } } } }';

interface Readiness {
  ready: boolean;
  reasons: string[];
}

/** Asks until it says what is waited for. */
async function until({ url }: RunningLedger, isEnough: (readiness: Readiness) => boolean): Promise<Readiness> {
  for (;;) {
    const found = (await (await fetch(`${url}/readyz`)).json()) as Readiness;
    if (isEnough(found)) return found;
  }
}

/** Renames the budget to the command's id; the version that this made, or the code of what it came to instead. */
async function rename(ledger: RunningLedger, budgetId: string, commandId: string): Promise<number | string> {
  const mutation =
    'mutation($input: ApplyChangesInput!) { applyChanges(input: $input) { version userErrors { code } } }';
  const changes = [{ renameBudget: { name: commandId } }];
  const { data, errors } = await ledger.query(mutation, { input: { budgetId, commandId, changes } });
  const { version, userErrors } = data?.applyChanges ?? {};
  return version ?? errors?.[0]?.extensions.code ?? JSON.stringify(userErrors);
}

/** Everything in the event store, asked past the proxy. */
async function stored(location: KurrentLocation): Promise<StoredEvent[]> {
  const reader = await openKurrentEventReader(location);
  const events = await reader.readAll(ledgerStart, 1_000);
  await reader.close();
  return events;
}

describe('a ledger on KurrentDB', () => {
  const seconds = isFullProfile ? 30 : 2;

  it(`that is away for ${seconds} s answers what it knows, says that it is not ready, and goes on by itself`, async () => {
    const { ledger, proxy, direct } = await started();
    const [{ id }] = (await ledger.data(table)).budgets.nodes;
    expect(await rename(ledger, id, 'before')).toBe(2);
    const known = (await ledger.data(table)).budgets.nodes;

    await proxy.away();
    const away = performance.now();
    const saving = rename(ledger, id, 'meanwhile');
    const { reasons } = await until(ledger, ({ ready }) => !ready);
    expect(performance.now() - away).toBeLessThan(10_000);
    expect(reasons[0]).toMatch(/^事件库没有应答。The event store does not answer: /);
    expect((await ledger.data(table)).budgets.nodes).toEqual(known);
    await until(ledger, () => performance.now() - away > seconds * 1_000);
    await proxy.back();

    // Either it was saved after all, or nobody could know: then the same command says what it came to.
    expect([3, 'OUTCOME_UNKNOWN', 'STORE_UNAVAILABLE']).toContain(await saving);
    await until(ledger, ({ ready }) => ready);
    expect(await rename(ledger, id, 'meanwhile')).toBe(3);
    expect(await rename(ledger, id, 'after')).toBe(4);
    const names = (await stored(direct)).slice(-3).map(({ body }) => (JSON.parse(body) as Renaming).data.name);
    expect(names).toEqual(['before', 'meanwhile', 'after']);
    expect((await ledger.data(table)).budgets.nodes[0]).toMatchObject({ name: 'after', basis: { version: 4 } });
  });

  it('whose connections fall silent saves and shows what was saved within ten seconds', async () => {
    const { ledger, proxy } = await started();
    const [{ id }] = (await ledger.data(table)).budgets.nodes;
    proxy.freeze();
    const silent = performance.now();
    expect(await rename(ledger, id, 'over-another')).toBe(2);
    await until(ledger, ({ ready }) => ready);
    expect((await ledger.data(table)).budgets.nodes[0]).toMatchObject({ name: 'over-another' });
    expect(performance.now() - silent).toBeLessThan(10_000);
  });

  it('that gets an event which nobody can apply halts before it, live and in a rebuild, and says which it is', async () => {
    const { ledger, direct, spoiltUrl } = await started();
    const known = (await ledger.data(table)).budgets.nodes;
    const last = (await stored(direct)).at(-1);
    const body = { type: 'BudgetForeseen', schemaVersion: 1, recordedAt: '2024-03-01T00:00:00.000Z', data: {} };
    const save = newSave({
      stream: last?.stream ?? '',
      expectedRevision: last?.revision ?? -1,
      version: 2,
      events: [JSON.stringify(body)],
    });
    const store = await openKurrentEventStore(direct);
    await store.append(save);
    await store.close();

    const id = save.events[0]?.id ?? '';
    const halted = await until(ledger, ({ reasons }) => reasons.some((reason) => reason.includes(id)));
    expect(halted.ready).toBe(false);
    expect((await ledger.data(table)).budgets.nodes).toEqual(known);
    expect(await ledger.stop()).toBe(0);
    const env = { EVENT_STORE: spoiltUrl };
    const { code, stderr } = await budgetLedger(ledger.directory, ['rebuild', '--json'], { env });
    expect({ code, ...(JSON.parse(stderr) as object) }).toMatchObject({
      code: 6,
      error: { code: 'VIEWS_HALTED', eventId: id },
    });
  });
});

interface Renaming {
  data: { name: string };
}
