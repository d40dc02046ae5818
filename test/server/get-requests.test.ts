import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plainHttp } from '../support/clients/plain-http.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import type { TwoServers } from '../support/ledgers/serving.js';
import { twoServers } from '../support/ledgers/serving.js';

const folder = openFolder();
let { keeping, rows } = {} as TwoServers;
beforeAll(async () => {
  ({ keeping, rows } = await twoServers(folder));
});
afterAll(() => folder.leave());

const graphql = 'application/graphql-response+json';
const asked = { query: '{ viewer { localMode } }' };

async function get(search: Record<string, string>, headers: Record<string, string>, method = 'GET') {
  const url = `${keeping.url}/graphql?${new URLSearchParams(search).toString()}`;
  const { status, headers: said, text } = await plainHttp(url, { method, headers });
  return { status, headers: said, answer: (text.startsWith('{') ? JSON.parse(text) : text) as unknown };
}

const refusal = (code: string, zh: string, en: string) => ({
  errors: [{ message: expect.stringContaining(zh), extensions: { code, messageEn: expect.stringContaining(en) } }],
});

describe('a query by GET', () => {
  it.each<[string, Record<string, string>]>([
    ['Apollo Client', { accept: `${graphql},application/json;q=0.9`, 'content-type': 'application/json' }],
    ['urql in a program', { accept: `${graphql}, application/graphql+json, application/json, text/event-stream` }],
    ['urql in a page of this server', { accept: `${graphql}, application/json`, 'sec-fetch-site': 'same-origin' }],
    ['curl with a header', { accept: '*/*', 'apollo-require-preflight': 'yes' }],
  ])('is answered to %s', async (_client, headers) => {
    for (let times = 0; times < 2; times += 1) {
      const { status, answer } = await get(asked, headers);
      expect({ status, answer }).toEqual({ status: 200, answer: { data: { viewer: { localMode: true } } } });
    }
  });

  it.each<[string, Record<string, string>]>([
    ['an image', { accept: 'image/avif,image/webp,image/*,*/*;q=0.8', 'sec-fetch-site': 'cross-site' }],
    ['an image in an old browser', { accept: 'image/png,image/*;q=0.8,*/*;q=0.5' }],
    ['a form or a link', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'sec-fetch-site': 'cross-site' }],
    ['a script', { accept: '*/*' }],
    ['a program in a page of another site', { accept: graphql, 'sec-fetch-site': 'cross-site' }],
    ['a program in a page of another port', { accept: graphql, 'sec-fetch-site': 'same-site' }],
    ['a client that leaves the header empty', { accept: '*/*', 'apollo-require-preflight': '' }],
    ['a client that calls it a form', { accept: '*/*', 'content-type': 'text/plain' }],
  ])('is not executed for %s, also when its answer is kept', async (_sender, headers) => {
    await get(asked, { ...headers, 'apollo-require-preflight': 'yes', 'content-type': 'application/json' });
    const { status, answer } = await get(asked, headers);
    expect(status).toBe(400);
    expect(answer).toEqual(refusal('BAD_REQUEST', '其他网站的表单或图片', 'apollo-require-preflight'));
  });

  it('is answered as the media type that the client wants most', async () => {
    const typeFor = async (accept: string) =>
      (await get(asked, { accept, 'content-type': 'application/json' })).headers['content-type'];
    expect(await typeFor(`${graphql},application/json;q=0.9`)).toBe(`${graphql}; charset=utf-8`);
    expect(await typeFor('application/json')).toBe('application/json; charset=utf-8');
    expect(await typeFor('*/*')).toBe('application/json; charset=utf-8');
    expect(await typeFor('')).toBe('application/json; charset=utf-8');
  });

  it('takes variables, a name and extensions from the address', async () => {
    const query = 'query One($id: ID!) { project(id: $id) { id } } query Two { viewer { localMode } }';
    const variables = JSON.stringify({ id: rows[0]?.id });
    const { answer } = await get({ query, variables, operationName: 'One', extensions: '{}' }, { accept: graphql });
    expect(answer).toEqual({ data: { project: { id: rows[0]?.id } } });
  });

  it('says what is wrong with an address', async () => {
    const wrong = refusal('BAD_REQUEST', '须为 JSON 对象', 'objects of JSON');
    for (const search of [
      { ...asked, variables: 'x' },
      { ...asked, variables: '[1]' },
      { ...asked, extensions: '7' },
    ]) {
      expect(await get(search, { accept: graphql })).toMatchObject({ status: 400, answer: wrong });
    }
    expect(await get({}, { accept: graphql })).toMatchObject({
      status: 400,
      answer: refusal('BAD_REQUEST', '没有查询', 'asks for nothing'),
    });
    expect(await get(asked, { accept: graphql, 'content-type': 'text/csv' })).toMatchObject({ status: 415 });
  });
});

describe('what is no query', () => {
  const rename = () =>
    `mutation { renameProject(input: { projectId: "${rows[0]?.id}", name: "以GET改名" }) { version } }`;

  it.each(['GET', 'HEAD'])('is not executed by %s: a mutation goes by POST', async (method) => {
    const { status, headers, answer } = await get({ query: rename() }, { accept: graphql }, method);
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'POST' });
    if (method === 'GET') expect(answer).toEqual(refusal('BAD_REQUEST', '请以 POST 发送', 'by POST'));
    const { answer: found } = await get({ query: `{ project(id: "${rows[0]?.id}") { name } }` }, { accept: graphql });
    expect(JSON.stringify(found)).not.toContain('以GET改名');
  });

  it('and is a subscription goes over a WebSocket', async () => {
    const { status, answer } = await get({ query: 'subscription { changes { cursor } }' }, { accept: graphql });
    expect(status).toBe(405);
    expect(answer).toEqual(refusal('BAD_REQUEST', 'WebSocket', 'WebSocket'));
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('nor anything by %s', async (method) => {
    const { status, headers } = await get(asked, {}, method);
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD, POST' });
  });
});

describe('the address opened in a browser', () => {
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

  it.each(['GET', 'HEAD'])('leads to the page to ask it in, by %s', async (method) => {
    const { status, headers } = await get({}, { accept: browser }, method);
    expect({ status, location: headers.location }).toEqual({ status: 303, location: '/graphiql' });
  });

  it('stays GraphQL for everybody else, and with a question', async () => {
    for (const accept of ['*/*', 'application/json', `${graphql}, text/html`, 'text/html;q=0.5, application/json'])
      expect([accept, (await get({}, { accept })).status]).toEqual([accept, 400]);
    expect((await get({}, { accept: 'text/html;q=0' })).status).toBe(406);
    expect((await get(asked, { accept: browser })).status).toBe(400);
    const persisted = { extensions: '{"persistedQuery":{"version":1,"sha256Hash":"0"}}' };
    expect((await get(persisted, { accept: browser })).status).toBe(400);
  });
});
