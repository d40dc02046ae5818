import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { budgetIdOf } from '../../events/identity.js';
import { ledgerStart } from '../../events/position.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import type { TwoServers } from '../support/ledgers/serving.js';
import { dataOf, requestOf, serving, twoServers } from '../support/ledgers/serving.js';
import { cases } from '../support/random/cases.js';
import { sealAsked } from '../support/stories/sealing-grounds.js';

const folder = openFolder();
let { ledger, keeping, executing, budget, rows, rename } = {} as TwoServers;
beforeAll(async () => {
  ({ ledger, keeping, executing, budget, rows, rename } = await twoServers(folder));
});
afterAll(() => folder.leave());

/** What of an answer a client can see and keep. */
async function seen(response: Response) {
  const headers = ['content-type', 'etag', 'cache-control'].map((name) => response.headers.get(name));
  return [response.status, ...headers, await response.text()];
}

/** How many answers the keeping server has given again. */
const given = async () => (await keeping.metrics()).get('budget_ledger_cache_hits_total{cache="replies"}') ?? 0;

const table = `query($id: ID!, $at: At) {
  budget(id: $id, at: $at) { name basis { position version } projects(first: 3) { nodes { name } } }
}`;

const compare = `query($from: PointInput!, $to: PointInput!, $at: At) {
  compare(from: $from, to: $to, at: $at) { identical rows(first: 2) { nodes { cells { path after } } } }
}`;

const stages = `query($id: ID!, $at: At) {
  stageMatrix(budgetId: $id, at: $at, withCurrent: true) { columns { contentHash } rows(first: 2) { nodes { entityName present } } }
}`;

describe('a kept answer', () => {
  it('is what executing the query would answer, whatever is recorded and named in between', async () => {
    const [recorded] = await ledger.store.readAll(ledgerStart, 1);
    const row = { id: rows[0]?.id, indicator: rows[0]?.indicators[0]?.id };
    const questions: [string, object][] = [
      [table, { id: budget }],
      [table, { id: budget, at: { version: 1 } }],
      [table, { id: budget, at: { version: 3 } }],
      [table, { id: budget, at: { position: recorded?.position } }],
      [table, { id: budget, at: { time: new Date().toISOString() } }],
      [table, { id: budget, at: { date: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10) } }],
      [table, { id: budget, at: { time: '2999-01-01T00:00:00Z' } }],
      [table, { id: '0190a0b0-0000-7000-8000-000000000001', at: { version: 1 } }],
      [
        'query($id: ID!) { project(id: $id) { name history(first: 2) { count { value } nodes { after actor { personId name } } } } }',
        row,
      ],
      ['query($id: ID!) { now: project(id: $id) { name } first: project(id: $id, at: { version: 1 }) { name } }', row],
      ['query($id: ID!) { entity(id: $id, at: { version: 2 }) { id ... on Project { name } } }', row],
      [compare, { from: { budgetId: budget, at: { version: 1 } }, to: { budgetId: budget } }],
      [compare, { from: { budgetId: budget, at: { version: 1 } }, to: { budgetId: budget }, at: { version: 1 } }],
      [stages, { id: budget }],
      [stages, { id: budget, at: { version: 1 } }],
      ['{ viewer { actor { personId name role unit } } }', {}],
      ['{ __typename }', {}],
      ['{ changes(first: 3) { nodes { path after actor { name } } basis { position } } }', {}],
      [
        '{ projects(filter: { text: "改名" }) { count { value } } budgets(at: { version: 1 }) { count { value } } }',
        {},
      ],
    ];
    const step = fc.oneof(
      { weight: 2, arbitrary: fc.record({ edit: fc.nat({ max: 2 }), actor: fc.constantFrom('finance', 'auditor-1') }) },
      {
        weight: 9,
        arbitrary: fc.record({
          ask: fc.nat({ max: questions.length - 1 }),
          by: fc.constantFrom('post' as const, 'get' as const),
          headers: fc.constantFrom<Record<string, string>>(
            {},
            { 'x-actor-id': 'auditor-1', 'x-actor-role': 'auditor' },
            { accept: 'application/graphql-response+json' },
            { accept: 'text/csv' },
          ),
          times: fc.integer({ min: 1, max: 3 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ name: fc.constantFrom('审计一', '审计处一科', null) }) },
    );
    const before = await given();
    // On fewer it may happen that hardly an answer is a kept one.
    const walks = cases(25, 8);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30, size: 'max' }), async (steps) => {
        for (const each of steps) {
          if ('edit' in each) await rename(each.edit, each.actor);
          else if ('ask' in each) {
            const [query, variables] = questions[each.ask] as [string, object];
            for (let time = 0; time < each.times; time += 1) {
              const asking = { variables, headers: each.headers };
              const kept = await keeping[each.by](query, asking);
              const right = await executing[each.by](query, asking);
              expect(await seen(kept)).toEqual(await seen(right));
            }
          } else if (each.name === null) await ledger.directory.erase('auditor-1');
          else await ledger.directory.remember('auditor-1', each.name);
        }
      }),
      { numRuns: walks },
    );
    // On each, about five answers are kept ones.
    expect(await given()).toBeGreaterThan(before + 2 * walks);
  });

  it('never hides what a mutation has answered that it recorded', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      await keeping.post(table, { variables: { id: budget } });
      const { name, position } = await rename(turn % 3);
      const data = await dataOf(await keeping.post(table, { variables: { id: budget } }));
      expect(data.budget.basis.position >= position).toBe(true);
      expect(data.budget.projects.nodes[turn % 3]?.name).toBe(name);
    }
  });

  it('at a version, a position or a past time is given again after any number of edits', async () => {
    const [recorded] = await ledger.store.readAll(ledgerStart, 1);
    for (const at of [{ version: 1 }, { position: recorded?.position }, { time: new Date().toISOString() }]) {
      const first = await seen(await keeping.post(table, { variables: { id: budget, at } }));
      const before = await given();
      await rename(0);
      expect(await seen(await keeping.post(table, { variables: { id: budget, at } }))).toEqual(first);
      expect(await given()).toBe(before + 1);
    }
  });

  it('at a seal is given again, also when the seal is withdrawn; whether it is in force is asked of the head', async () => {
    const { commands } = ledger.services;
    const done = await commands.sealVersion({ ...requestOf(), ...sealAsked(null), budgetId: budget, name: '送审稿' });
    if (done.refused) throw done.refusals[0] ?? new Error('refused');
    const [event] = done.done.events;
    const sealId = event?.type === 'VersionSealed' ? event.data.sealId : '';
    const atSeal = { variables: { id: budget, at: { sealId } } };
    const seals = 'query($id: ID!) { budget(id: $id) { seals { name withdrawal { reason } } } }';
    const inForce = async () =>
      (await dataOf(await keeping.post(seals, { variables: { id: budget } }))).budget.seals.at(-1);
    const first = await seen(await keeping.post(table, atSeal));
    expect(await inForce()).toEqual({ name: '送审稿', withdrawal: null });
    const withdrawn = await commands.withdrawSeal({ ...requestOf(), reason: '有误', sealId, expectedVersion: null });
    expect(withdrawn.refused).toBe(false);
    const before = await given();
    expect(await seen(await keeping.post(table, atSeal))).toEqual(first);
    expect(await given()).toBe(before + 1);
    expect(await seen(await executing.post(table, atSeal))).toEqual(first);
    expect(await inForce()).toEqual({ name: '送审稿', withdrawal: { reason: '有误' } });
  });

  it('that there is nothing yet lasts only until there is', async () => {
    const unitKey = '新单位';
    const fiscalYear = 2030;
    const ask = async () => {
      const variables = { id: budgetIdOf(unitKey, fiscalYear), at: { version: 1 } };
      return (await dataOf(await keeping.post(table, { variables }))).budget;
    };
    expect([await ask(), await ask()]).toEqual([null, null]);
    await ledger.services.commands.openBudget({
      ...requestOf(),
      unitKey,
      name: '新',
      fiscalYear,
      taxonomy: 'cn-2021',
    });
    expect(await ask()).toMatchObject({ name: '新', basis: { version: 1 } });
  });

  it('is given to the same caller under the same name only', async () => {
    const question = '{ viewer { actor { personId name } } }';
    const ask = async (headers: Record<string, string>) =>
      (await dataOf(await keeping.post(question, { headers }))).viewer.actor;
    expect(await ask({ 'x-actor-id': 'reviewer-1', 'x-actor-name': encodeURIComponent('复核一') })).toEqual({
      personId: 'reviewer-1',
      name: '复核一',
    });
    expect(await ask({ 'x-actor-id': 'reviewer-2' })).toEqual({ personId: 'reviewer-2', name: null });
    expect(await ask({ 'x-actor-id': 'reviewer-1', 'x-actor-name': encodeURIComponent('复核二') })).toMatchObject({
      name: '复核二',
    });
    await ledger.directory.erase('reviewer-1');
    expect(await ask({ 'x-actor-id': 'reviewer-1' })).toEqual({ personId: 'reviewer-1', name: null });
  });

  it('opens no way around what refuses a request', async () => {
    const question = '{ budgets { nodes { name } } }';
    expect((await keeping.get(question)).status).toBe(200);
    expect((await keeping.get(question, { headers: { 'apollo-require-preflight': '' } })).status).toBe(400);
    expect((await keeping.get(question, { headers: { accept: 'text/csv' } })).status).toBe(406);
    expect((await keeping.post(question)).status).toBe(200);
    expect((await keeping.post(question, { headers: { 'content-type': 'text/plain' } })).status).toBe(400);
    expect((await keeping.post(question, { headers: { 'x-actor-role': 'king' } })).status).toBe(400);
  });

  it('is never made of a mutation or of an answer with errors', async () => {
    const before = await given();
    const mutation = `mutation { renameProject(input: { projectId: "${rows[1]?.id}", name: "同名" }) { version userErrors { code } } }`;
    for (const query of [mutation, '{ budgets(first: 0) { nodes { name } } viewer { localMode } }', '{ nothing }']) {
      for (let time = 0; time < 3; time += 1) {
        const response = await keeping.post(query);
        expect(response.headers.get('etag')).toBeNull();
        await response.text();
      }
    }
    expect(await given()).toBe(before);
  });

  it('is dropped when there is no more room for it', async () => {
    const small = await serving(folder, ledger, { replyCacheBytes: 64 * 1024 });
    const bytes = async () => (await small.metrics()).get('budget_ledger_cache_bytes{cache="replies"}') ?? 0;
    for (let first = 1; first <= 60; first += 1) {
      const query = `{ changes(first: ${first}) { nodes { path before after actor { personId } } } }`;
      await (await small.post(query)).text();
      expect(await bytes()).toBeLessThanOrEqual(64 * 1024);
    }
    expect(await bytes()).toBeGreaterThan(16 * 1024);
  });
});
