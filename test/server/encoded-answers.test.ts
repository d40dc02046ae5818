import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plainHttp } from '../support/clients/plain-http.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import type { Served, TwoServers } from '../support/ledgers/serving.js';
import { serving, twoServers } from '../support/ledgers/serving.js';

const folder = openFolder();
let { ledger, keeping, executing, budget, rows, rename } = {} as TwoServers;
beforeAll(async () => {
  ({ ledger, keeping, executing, budget, rows, rename } = await twoServers(folder));
});
afterAll(() => folder.leave());

const large = `{ budgets { nodes { projects(first: 100) { nodes { id name goal indicators { id name } } } } } }`;
const small = '{ viewer { localMode } }';

function post({ url }: Served, query: string, headers: Record<string, string>, variables: object = {}) {
  const body = JSON.stringify({ query, variables });
  return plainHttp(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

function get({ url }: Served, query: string, headers: Record<string, string>, method = 'GET') {
  const search = new URLSearchParams({ query }).toString();
  return plainHttp(`${url}/graphql?${search}`, { method, headers: { 'apollo-require-preflight': '1', ...headers } });
}

const keptBytes = async (served: Served) =>
  (await served.metrics()).get('budget_ledger_cache_bytes{cache="replies"}') ?? NaN;

describe('an answer', () => {
  it.each(['br', 'gzip'])('in %s is the plain one, fresh and kept, by POST and GET, and smaller', async (coding) => {
    for (const ask of [post, get]) {
      for (const served of [executing, keeping]) {
        const plain = await ask(served, large, {});
        expect(plain.headers).not.toHaveProperty('content-encoding');
        expect(plain.headers.vary).toBe('accept-encoding');
        for (let times = 0; times < 2; times += 1) {
          const encoded = await ask(served, large, { 'accept-encoding': coding });
          expect(encoded.headers).toMatchObject({
            'content-encoding': coding,
            'content-length': String(encoded.bytes.length),
            'content-type': plain.headers['content-type'],
            'cache-control': 'private, no-cache',
            vary: 'accept-encoding',
          });
          expect(encoded.text).toBe(plain.text);
          expect(encoded.bytes.length).toBeLessThan(plain.bytes.length / 2);
        }
      }
    }
  });

  it('that is small is sent plain, unless plain bytes are refused', async () => {
    const plain = await post(keeping, small, { 'accept-encoding': 'br, gzip' });
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(plain.headers.vary).toBe('accept-encoding');
    const encoded = await post(keeping, small, { 'accept-encoding': 'gzip, identity;q=0' });
    expect(encoded.headers['content-encoding']).toBe('gzip');
    expect(encoded.text).toBe(plain.text);
  });

  it('with errors, or of a mutation, is encoded like any other and kept by nobody', async () => {
    const asked = Array.from({ length: 40 }, (_, index) => `nothing${index}`).join(' ');
    const wrong = await post(keeping, `{ ${asked} }`, { 'accept-encoding': 'br' });
    expect(wrong).toMatchObject({ status: 400, headers: { 'content-encoding': 'br' } });
    expect(JSON.parse(wrong.text)).toHaveProperty('errors');
    expect(wrong.headers).not.toHaveProperty('etag');
    const input = {
      budgetId: budget,
      dryRun: true,
      changes: rows.map(({ id }) => ({ reviseGoal: { projectId: id, goal: '试' } })),
    };
    const mutation = `mutation($input: ApplyChangesInput!) { applyChanges(input: $input) { preview { entityName cells { path before after } } userErrors { message } } }`;
    const done = await post(keeping, mutation, { 'accept-encoding': 'br' }, { input });
    expect(done).toMatchObject({ status: 200, headers: { 'content-encoding': 'br' } });
    expect(JSON.parse(done.text)).toMatchObject({ data: { applyChanges: { userErrors: [] } } });
    expect(done.headers).not.toHaveProperty('etag');
  });

  it('that the client would not take is refused before a mutation is executed', async () => {
    const [first] = rows;
    const mutation = `mutation { renameProject(input: { projectId: "${first?.id}", name: "未执行" }) { version } }`;
    for (const headers of [{ 'accept-encoding': 'identity;q=0, zstd' }, { accept: 'text/csv' }]) {
      const { status, text } = await post(keeping, mutation, headers);
      expect([status, JSON.parse(text)]).toMatchObject([
        406,
        { errors: [{ message: expect.stringContaining('请求头'), extensions: { code: 'NOT_ACCEPTABLE' } }] },
      ]);
    }
    const { text } = await post(keeping, `{ project(id: "${first?.id}") { name } }`, {});
    expect(text).not.toContain('未执行');
  });

  it('has a tag of its own in each coding, and is left out only for whoever has it in the same', async () => {
    const tags = new Map<string, string>();
    for (const coding of ['identity', 'br', 'gzip']) {
      const { headers } = await get(keeping, large, { 'accept-encoding': coding });
      tags.set(coding, headers.etag ?? '');
    }
    expect(new Set(tags.values()).size).toBe(3);
    for (const [coding, tag] of tags) {
      for (const [wanted, own] of tags) {
        const headers = { 'accept-encoding': wanted, 'if-none-match': tag };
        const { status, headers: said, bytes } = await get(keeping, large, headers);
        expect(said).toMatchObject({ etag: own, vary: 'accept-encoding' });
        expect([coding, wanted, status]).toEqual([coding, wanted, coding === wanted ? 304 : 200]);
        if (status === 304) expect(bytes.length).toBe(0);
      }
    }
    const head = await get(keeping, large, { 'accept-encoding': 'br' }, 'HEAD');
    const whole = await get(keeping, large, { 'accept-encoding': 'br' });
    const about = ['etag', 'content-length', 'content-encoding', 'content-type', 'vary'];
    expect(about.map((name) => head.headers[name])).toEqual(about.map((name) => whole.headers[name]));
    expect(head.bytes.length).toBe(0);
  });

  it('that is kept is encoded once into each coding, however many ask at once, and these bytes are counted', async () => {
    await rename(0);
    const plain = await post(keeping, large, {});
    expect(plain.status).toBe(200);
    for (const coding of ['br', 'gzip']) {
      const before = await keptBytes(keeping);
      const asking = Array.from({ length: 8 }, () => post(keeping, large, { 'accept-encoding': coding }));
      const [first, ...others] = await Promise.all(asking);
      const after = await keptBytes(keeping);
      expect(after - before).toBe(first?.bytes.length);
      for (const other of others) expect(other.bytes).toEqual(first?.bytes);
    }
  });

  it('takes no more room with its codings than there is, and is kept though they would be over its share', async () => {
    const bound = 64 * 1024;
    const tight = await serving(folder, ledger, { replyCacheBytes: bound });
    const share = `{ changes(first: 100) { nodes { path after actor { personId } } } }`;
    const whole = (await post(tight, share, {})).bytes.length;
    const scale = Math.floor((100 * (bound / 8)) / whole);
    const justFits = share.replace('100', String(scale - 2));
    const hits = async () => (await tight.metrics()).get('budget_ledger_cache_hits_total{cache="replies"}');
    for (const coding of ['br', 'gzip', 'br', 'gzip']) await post(tight, justFits, { 'accept-encoding': coding });
    expect(await hits()).toBe(3);
    for (let first = 1; first <= 40; first += 1) {
      const query = `{ changes(first: ${first}) { nodes { path before after actor { personId } } } }`;
      for (const coding of ['br', 'gzip']) await post(tight, query, { 'accept-encoding': coding });
      expect(await keptBytes(tight)).toBeLessThanOrEqual(bound);
    }
  });

  it('about the state of the process is plain where small, and the series come encoded', async () => {
    const encoded = await plainHttp(`${keeping.url}/metrics`, { headers: { 'accept-encoding': 'gzip' } });
    expect(encoded.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(encoded.text).toContain('budget_ledger_ready 1');
    const ready = await plainHttp(`${keeping.url}/readyz`, { headers: { 'accept-encoding': 'gzip' } });
    expect(ready.headers).not.toHaveProperty('content-encoding');
  });
});
