import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';
import { metricsOf } from '../support/ledgers/serving.js';

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(cleanUp);

const metrics = () => metricsOf(ledger.url);

/** What each series has grown by through the work; those that have not are left out. */
async function grown(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await metrics();
  await work();
  const after = await metrics();
  const growth = [...after].map(([series, value]): [string, number] => [series, value - (before.get(series) ?? 0)]);
  return Object.fromEntries(growth.filter(([series, by]) => by > 0 && series.startsWith('budget_ledger_')));
}

const first = async () =>
  (await ledger.data('{ budgets { nodes { projects(first: 1) { nodes { id } } } } }')).budgets.nodes[0].projects
    .nodes[0].id;
const operations = (operation: string, answer: string) =>
  `budget_ledger_operation_seconds_count{operation="${operation}",answer="${answer}"}`;

describe('/metrics', () => {
  it('is in the text format of Prometheus', async () => {
    const response = await fetch(`${ledger.url}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await response.text()).toMatch(
      /^# HELP budget_ledger_saves_total .+\n# TYPE budget_ledger_saves_total counter$/m,
    );
  });

  it('counts saves with their events, and refusals by code', async () => {
    const id = await first();
    const revise = (goal: string, version: string) =>
      ledger.data(
        `mutation { reviseGoal(input: { projectId: "${id}", goal: "${goal}" ${version} }) { version userErrors { code } } }`,
      );
    const growth = await grown(async () => {
      await revise('一', '');
      await revise('一', '');
      await revise('二', 'expectedVersion: 1');
      await ledger.data(
        `mutation { reviseFunding(input: { projectId: "${id}", funding: { other: "x" } }) { userErrors { code } } }`,
      );
      await ledger.data(`mutation { applyChanges(input: { budgetId: "${await budgetId()}", changes: [
        { reviseGoal: { projectId: "${id}", goal: "三" } }, { renameProject: { projectId: "${id}", name: "新名" } } ] }) { version } }`);
    });
    expect(growth).toMatchObject({
      budget_ledger_saves_total: 2,
      budget_ledger_events_total: 3,
      'budget_ledger_refusals_total{code="CONFLICT"}': 1,
      'budget_ledger_refusals_total{code="INVALID_INPUT"}': 1,
      [operations('reviseGoal', 'executed')]: 3,
    });
  });

  it('measures operations by root field and by how they were answered', async () => {
    const growth = await grown(async () => {
      for (let time = 0; time < 3; time += 1)
        await ledger.data('query Mine { indicators(first: 3) { nodes { name } } }');
      await ledger.data('{ viewer { localMode } budgets { nodes { name } } }');
      await ledger.data('{ __schema { queryType { name } } }');
      await ledger.query('{ nothing }');
    });
    expect(growth).toMatchObject({
      [operations('indicators', 'executed')]: 1,
      [operations('indicators', 'kept')]: 2,
      [operations('several', 'executed')]: 1,
      [operations('introspection', 'executed')]: 1,
      [operations('invalid', 'executed')]: 1,
      'budget_ledger_cache_hits_total{cache="replies"}': 2,
    });
  });

  it('counts what is compiled and what is kept', async () => {
    const growth = await grown(async () => {
      for (const id of [1, 2, 3].map(() => randomUUID()))
        await ledger.data('query($id: ID!) { project(id: $id) { name } }', { id });
    });
    expect(growth).toMatchObject({
      'budget_ledger_executions_total{by="compiled"}': 2,
      'budget_ledger_executions_total{by="interpreted"}': 1,
      'budget_ledger_cache_hits_total{cache="documents"}': 2,
      'budget_ledger_cache_misses_total{cache="documents"}': 1,
    });
    const now = await metrics();
    for (const cache of ['replies', 'documents', 'contents']) {
      expect(now.get(`budget_ledger_cache_bytes{cache="${cache}"}`)).toBeGreaterThan(0);
    }
  });

  it('has no more series, whatever clients call their operations', async () => {
    const ask = (name: string) => ledger.data(`query ${name} { budgets(first: 1) { nodes { name } } }`);
    const series = async () => [...(await metrics()).keys()].filter((name) => name.startsWith('budget_ledger_'));
    await ask('First');
    const before = await series();
    for (let count = 0; count < 30; count += 1) await ask(`Operation${count}`);
    expect(await series()).toEqual(before);
  });

  it('says how the views keep up, what is open, and how the process does', async () => {
    const now = await metrics();
    expect(Object.fromEntries(now)).toMatchObject({
      budget_ledger_ready: 1,
      budget_ledger_projection_lag_seconds: 0,
      budget_ledger_projection_behind_events: 0,
      budget_ledger_projection_stalled_seconds: 0,
      budget_ledger_subscriptions: 0,
      budget_ledger_sockets: 0,
    });
    expect(now.get('nodejs_heap_size_used_bytes')).toBeGreaterThan(1_000_000);
    expect(now.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
  });
});

async function budgetId(): Promise<string> {
  return (await ledger.data('{ budgets { nodes { id } } }')).budgets.nodes[0].id;
}
