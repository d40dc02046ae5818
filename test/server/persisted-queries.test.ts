import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { persistedQueries } from '../../src/server/execution/persisted-queries.js';
import type { Answer } from '../support/clients/contract.js';
import { plainHttp } from '../support/clients/plain-http.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import type { Served } from '../support/ledgers/serving.js';
import { serving, twoServers } from '../support/ledgers/serving.js';
import type { TwoServers } from '../support/ledgers/serving.js';

const folder = openFolder();
let { keeping, executing, ledger, budget, rows, rename } = {} as TwoServers;
beforeAll(async () => {
  ({ keeping, executing, ledger, budget, rows, rename } = await twoServers(folder));
});
afterAll(() => folder.leave());

const hashOf = (query: string) => createHash('sha256').update(query).digest('hex');

interface AskedByHash {
  text?: boolean;
  method?: 'GET' | 'POST';
  variables?: object;
  sha256Hash?: unknown;
  version?: unknown;
}

/** As clients of the protocol ask: by the hash, with or without the text. */
async function ask({ url }: Served, query: string, asking: AskedByHash = {}) {
  const { text = false, method = 'POST', variables = {}, sha256Hash = hashOf(query), version = 1 } = asking;
  const asked = { ...(text ? { query } : {}), variables, extensions: { persistedQuery: { version, sha256Hash } } };
  const search = Object.entries(asked).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const answer =
    method === 'POST'
      ? plainHttp(`${url}/graphql`, {
          method,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(asked),
        })
      : plainHttp(`${url}/graphql?${new URLSearchParams(search).toString()}`, {
          headers: { accept: 'application/graphql-response+json' },
        });
  const { status, headers, text: said } = await answer;
  return { status, headers, answer: JSON.parse(said) as { data?: unknown; errors?: unknown } };
}

const notFound = {
  errors: [
    {
      message: 'PersistedQueryNotFound',
      extensions: {
        code: 'PERSISTED_QUERY_NOT_FOUND',
        messageZh: expect.stringContaining('散列值'),
        messageEn: expect.stringContaining('together with the hash'),
      },
    },
  ],
};

describe('a query that is asked by its hash', () => {
  it('is not found until its text has come with it once, and is then answered by POST and GET', async () => {
    for (const served of [keeping, executing]) {
      const query = 'query Once($id: ID!) { budget(id: $id) { name } }';
      const asking = { variables: { id: budget } };
      for (const method of ['GET', 'POST'] as const) {
        const { status, answer } = await ask(served, query, { ...asking, method });
        expect({ status, answer }).toEqual({ status: 200, answer: notFound });
      }
      const { answer: first } = await ask(served, query, { ...asking, text: true });
      expect(first).toMatchObject({ data: { budget: { name: expect.any(String) } } });
      for (const method of ['GET', 'POST'] as const) {
        for (let times = 0; times < 2; times += 1) {
          expect((await ask(served, query, { ...asking, method })).answer).toEqual(first);
        }
      }
    }
  });

  it('gets an answer that is kept, with a tag, and the new one once an edit has changed it', async () => {
    const query = 'query Kept($id: ID!) { project(id: $id) { name } }';
    const asking = { variables: { id: rows[0]?.id }, method: 'GET' } as const;
    await ask(keeping, query, { ...asking, method: 'POST', text: true });
    const hits = async () => (await keeping.metrics()).get('budget_ledger_cache_hits_total{cache="replies"}') ?? 0;
    const { headers } = await ask(keeping, query, asking);
    const before = await hits();
    const again = await ask(keeping, query, asking);
    expect(again.headers.etag).toBe(headers.etag);
    expect(await hits()).toBe(before + 1);
    const { name } = await rename(0);
    expect((await ask(keeping, query, asking)).answer).toEqual({ data: { project: { name } } });
  });

  it('may be a mutation, which is executed each time that it comes, and never by GET', async () => {
    const mutation = `mutation Aim($id: ID!, $goal: String!) { reviseGoal(input: { projectId: $id, goal: $goal, reason: "试" }) { version userErrors { code } } }`;
    const aim = (goal: string) => ({ variables: { id: rows[1]?.id, goal } });
    const { answer: first } = await ask(keeping, mutation, { ...aim('目标一'), text: true });
    const { answer: second } = await ask(keeping, mutation, aim('目标二'));
    const [before, after] = [first, second].map(({ data }) => (data as Answer).reviseGoal.version ?? NaN);
    expect(after).toBe((before ?? NaN) + 1);
    expect(await ask(keeping, mutation, { ...aim('目标三'), method: 'GET' })).toMatchObject({
      status: 405,
      headers: { allow: 'POST' },
    });
  });

  it('is refused with a hash that is another text’s, and neither text is found afterwards', async () => {
    const query = '{ mismatched: viewer { localMode } }';
    const other = '{ viewer { actor { personId } } }';
    expect(await ask(keeping, query, { text: true, sha256Hash: hashOf(other) })).toMatchObject({
      status: 400,
      answer: {
        errors: [
          {
            message: expect.stringContaining('散列值与查询不符'),
            extensions: { code: 'PERSISTED_QUERY_MISMATCH', messageEn: expect.stringContaining('SHA-256') },
          },
        ],
      },
    });
    for (const text of [query, other]) expect((await ask(keeping, text)).answer).toEqual(notFound);
  });

  it('is kept only if it may be executed, so that nothing else takes room', async () => {
    const costly =
      '{ budgets(first: 100) { nodes { projects(first: 100) { nodes { history(first: 100) { nodes { path } } } } } } }';
    for (const query of ['{ nothing }', '{ unfinished', costly]) {
      expect((await ask(keeping, query, { text: true })).status).toBe(400);
      expect((await ask(keeping, query)).answer).toEqual(notFound);
    }
  });

  it.each([2, '1', null])(
    'by another version of the protocol (%j) makes the client go on without it',
    async (version) => {
      expect((await ask(keeping, '{ viewer { localMode } }', { version })).answer).toMatchObject({
        errors: [
          {
            message: 'PersistedQueryNotSupported',
            extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED', messageZh: expect.stringContaining('版本 1') },
          },
        ],
      });
    },
  );

  it.each([7, null, '', '__proto__', 'A'.repeat(100_000), { of: 'nothing' }, ['x']])(
    'whose hash is none (%#) is not found',
    async (sha256Hash) => {
      expect((await ask(keeping, '{ viewer { localMode } }', { sha256Hash })).answer).toEqual(notFound);
    },
  );

  it('is counted in the metrics, and told anew to each process', async () => {
    const other = await serving(folder, ledger);
    const query = '{ counted: viewer { localMode } }';
    await ask(keeping, query, { text: true });
    expect((await ask(other, query)).answer).toEqual(notFound);
    const found = await other.metrics();
    expect(found.get('budget_ledger_cache_misses_total{cache="persisted"}')).toBe(1);
    expect((await keeping.metrics()).get('budget_ledger_cache_bytes{cache="persisted"}')).toBeGreaterThan(0);
  });
});

describe('the store of queries', () => {
  it('drops the least recently asked when there is no more room, and takes none that is too long', async () => {
    const store = persistedQueries(16 * 1024);
    for (let index = 0; index < 100; index += 1) {
      await store.set(`hash-${index}`, `{ q${index} } ${' '.repeat(200)}`);
      await store.get('hash-0');
      expect(store.figures().bytes).toBeLessThanOrEqual(16 * 1024);
    }
    expect(await store.get('hash-0')).toMatch(/^\{ q0 \}/);
    expect(await store.get('hash-1')).toBeUndefined();
    await store.set('long', 'x'.repeat(2_000));
    expect(await store.get('long')).toBeUndefined();
  });
});
