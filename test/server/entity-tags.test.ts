import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import type { Asking, TwoServers } from '../support/ledgers/serving.js';
import { twoServers } from '../support/ledgers/serving.js';

const folder = openFolder();
let { keeping, executing, budget, rename } = {} as TwoServers;
beforeAll(async () => {
  ({ keeping, executing, budget, rename } = await twoServers(folder));
});
afterAll(() => folder.leave());

const table = `query($id: ID!, $at: At) {
  budget(id: $id, at: $at) { name basis { position version } projects(first: 3) { nodes { name } } }
}`;

describe('an entity tag', () => {
  const tagged = async (asking: Asking = {}) => {
    const response = await keeping.get(table, { variables: { id: budget }, ...asking });
    return { status: response.status, tag: response.headers.get('etag') ?? '', body: await response.text(), response };
  };

  it('says that nothing has changed, without the answer, until an edit has changed it', async () => {
    const { tag, response } = await tagged();
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    const again = await tagged({ headers: { 'if-none-match': `"other", W/${tag}` } });
    expect(again).toMatchObject({ status: 304, tag, body: '' });
    expect(again.response.headers.get('cache-control')).toBe('private, no-cache');
    const { name } = await rename(0);
    const changed = await tagged({ headers: { 'if-none-match': tag } });
    expect(changed.status).toBe(200);
    expect(changed.tag).not.toBe(tag);
    expect(changed.body).toContain(name);
  });

  it('is answered without executing anything', async () => {
    const executed = async () => {
      const metrics = await keeping.metrics();
      return [...metrics].filter(([name]) => name.startsWith('budget_ledger_executions_total'));
    };
    const { tag } = await tagged();
    const before = await executed();
    expect((await tagged({ headers: { 'if-none-match': tag } })).status).toBe(304);
    expect(await executed()).toEqual(before);
  });

  it('is the same for ever at a fixed point, for every server of the ledger', async () => {
    const variables = { id: budget, at: { version: 2 } };
    const { tag, body } = await tagged({ variables });
    await rename(0);
    expect(await tagged({ variables })).toMatchObject({ status: 200, tag, body });
    expect((await executing.get(table, { variables, headers: { 'if-none-match': tag } })).status).toBe(304);
    expect((await keeping.post(table, { variables })).headers.get('etag')).toBe(tag);
  });

  it('stands on the answer to HEAD, which has the head of GET and no body', async () => {
    const { tag, body } = await tagged();
    const head = await tagged({ method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, tag, body: '' });
    expect(head.response.headers.get('content-length')).toBe(String(Buffer.byteLength(body)));
    expect((await tagged({ method: 'HEAD', headers: { 'if-none-match': tag } })).status).toBe(304);
  });

  it('is named, whichever it is, by an asterisk alone', async () => {
    const { tag } = await tagged();
    expect(await tagged({ headers: { 'if-none-match': ' * ' } })).toMatchObject({ status: 304, tag, body: '' });
    expect((await tagged({ headers: { 'if-none-match': '"*"' } })).status).toBe(200);
  });

  it('is not made of an error, whatever is said about tags', async () => {
    const response = await keeping.get('{ nothing }', { headers: { 'if-none-match': '*' } });
    expect(response.status).toBe(400);
    expect(response.headers.get('etag')).toBeNull();
  });

  it('is no reason for POST to leave the answer out', async () => {
    const { tag } = await tagged();
    const response = await keeping.post(table, { variables: { id: budget }, headers: { 'if-none-match': tag } });
    expect(response.status).toBe(200);
  });
});
