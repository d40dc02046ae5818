import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Closed, LiveClient } from '../support/clients/live-client.js';
import { connect, refusal } from '../support/clients/live-client.js';
import { aliased, costly, deep } from '../support/clients/refused-subscriptions.js';
import { plain } from '../support/clients/plain-socket.js';
import type { Fault, RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await startLedger(undefined, { IMPORT_SAMPLES: 'false' });
});
afterAll(cleanUp);

const handshake = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol': 'graphql-transport-ws',
};

/** What a request to upgrade is answered with: 101, or an error. */
function upgrade(
  path: string,
  headers: OutgoingHttpHeaders,
  method = 'GET',
): Promise<{ status?: number; code?: string }> {
  const { hostname, port } = new URL(ledger.url);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path, method, headers: { ...handshake, ...headers } });
    call.on('error', reject);
    call.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0 });
    });
    call.on('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, code: codeIn(text) }));
    });
    call.end();
  });
}

function codeIn(text: string): string {
  const { message, extensions } = (JSON.parse(text) as { errors: [Fault] }).errors[0];
  expect(message).toMatch(/\p{Script=Han}/u);
  expect(extensions.messageEn).toMatch(/[A-Za-z]{3}/);
  return extensions.code;
}

describe('a socket', () => {
  it('is opened for whoever is no browser, and for pages of this server', async () => {
    const { host, port } = new URL(ledger.url);
    expect(await upgrade('/graphql', {})).toEqual({ status: 101 });
    expect(await upgrade('/graphql', { origin: `http://${host}` })).toEqual({ status: 101 });
    const byName = { host: `localhost:${port}`, origin: `http://localhost:${port}` };
    expect(await upgrade('/graphql', byName)).toEqual({ status: 101 });
  });

  it.each<[string, string, OutgoingHttpHeaders, number, string]>([
    ['a page of another site', '/graphql', { origin: 'https://example.org' }, 403, 'FOREIGN_ORIGIN'],
    ['a page of another port', '/graphql', { origin: 'http://127.0.0.1:1' }, 403, 'FOREIGN_ORIGIN'],
    ['a page without an origin', '/graphql', { origin: 'null' }, 403, 'FOREIGN_ORIGIN'],
    [
      'a page that has its own name point here',
      '/graphql',
      { host: 'example.org', origin: 'http://example.org' },
      421,
      'UNKNOWN_HOST',
    ],
    ['another path', '/graphiql', {}, 404, 'NOT_FOUND'],
    ['a handshake that is none', '/graphql', { 'sec-websocket-key': 'short' }, 400, 'INVALID_UPGRADE'],
    ['an identity that is none', '/graphql', { 'x-actor-role': 'king' }, 400, 'INVALID_IDENTITY'],
  ])('is refused to %s', async (_to, path, headers, status, code) => {
    expect(await upgrade(path, headers)).toEqual({ status, code });
  });

  it('is not what a client asks for that offers HTTP/2: its request is answered', async () => {
    const { hostname, port } = new URL(ledger.url);
    const body = JSON.stringify({ query: '{ viewer { localMode } }' });
    const answer = await new Promise<string>((resolve, reject) => {
      const headers = {
        connection: 'Upgrade, HTTP2-Settings',
        upgrade: 'h2c',
        'http2-settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      };
      const call = request({ hostname, port, path: '/graphql', method: 'POST', headers }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve(text));
      });
      call.on('error', reject);
      call.end(body);
    });
    expect(JSON.parse(answer)).toEqual({ data: { viewer: { localMode: true } } });
  });

  it('knows who asks from its first message, as a browser has to say it', async () => {
    const connectionParams = { 'X-Actor-Id': 'auditor-9', 'x-actor-name': encodeURIComponent('审计二科') };
    const { client, connected } = connect(ledger.url, { connectionParams });
    await connected;
    const { viewer } = await ledger.data('{ viewer { actor { name } } }', {}, { 'x-actor-id': 'auditor-9' });
    expect(viewer.actor.name).toBe('审计二科');
    await client.dispose();
    const { closed } = connect(ledger.url, { connectionParams: { 'x-actor-role': 'king' } });
    expect(await closed).toMatchObject({ code: 4403, reason: expect.stringContaining('x-actor-role') });
  });

  it.each([
    ['x-actor-id', 7],
    ['X-Actor-Id', null],
    ['x-actor-name', ['审计']],
    ['x-actor-role', { is: 'auditor' }],
  ])('refuses a first message whose %s is no text: %j', async (name, value) => {
    const { closed } = connect(ledger.url, { connectionParams: { [name]: value, token: 1 } });
    const { code, reason } = await closed;
    expect(code).toBe(4403);
    expect(reason).toMatch(new RegExp(`${name} 须为文本（字符串）。$`));
  });

  it('has twenty subscriptions, and another once one of them has ended', async () => {
    const { client, subscribe: ask } = connect(ledger.url);
    const open = Array.from({ length: 20 }, () => {
      const told = ask('subscription { changes { cursor } }');
      return { told, first: told.next() };
    });
    const oneMore = () => refusal(ask(`subscription { budgetChanged(budgetId: "${randomUUID()}") { version } }`));
    expect((await oneMore()).extensions.code).toBe('TOO_MANY_SUBSCRIPTIONS');
    await open[0]?.told.return?.();
    expect((await oneMore()).extensions.code).toBe('NOT_FOUND');
    await client.dispose();
  });

  it('is closed for what is no message of the protocol, or a message that is too long', async () => {
    const wrong = await plain(ledger.url);
    const long = await plain(ledger.url);
    wrong.socket.send('hello');
    long.socket.send('a'.repeat(1024 * 1024 + 1));
    expect((await wrong.closed).code).toBe(4400);
    expect((await long.closed).code).toBe(1009);
  });

  it('is told goodbye when the server stops, which then ends with 0', async () => {
    const own = await startLedger(undefined, { IMPORT_SAMPLES: 'false' });
    const { connected, closed, subscribe: ask } = connect(own.url);
    await connected;
    const told = ask('subscription { changes { cursor } }').next();
    const ended = told.catch((error: Closed) => error);
    await refusal(ask('{ viewer { localMode } }'));
    expect(await own.stop()).toBe(0);
    expect((await closed).code).toBe(1001);
    expect(await ended).toMatchObject({ code: 1001 });
  });
});

describe('over a socket', () => {
  let live: LiveClient;
  beforeAll(async () => {
    live = connect(ledger.url);
    await live.connected;
  });
  afterAll(() => live.client.dispose());

  it.each([
    ['a query', '{ viewer { localMode } }', 'SUBSCRIPTIONS_ONLY', 'HTTP POST'],
    [
      'a mutation',
      'mutation { reviseGoal(input: { projectId: "a", goal: "b" }) { version } }',
      'SUBSCRIPTIONS_ONLY',
      'HTTP POST',
    ],
    ['what cannot be read', 'subscription {', 'GRAPHQL_PARSE_FAILED', 'Syntax Error'],
    ['what lacks an argument', 'subscription { budgetChanged { version } }', 'GRAPHQL_VALIDATION_FAILED', 'budgetId'],
    [
      'two at once',
      'subscription { changes { cursor } budgetChanged(budgetId: "a") { version } }',
      'GRAPHQL_VALIDATION_FAILED',
      'one',
    ],
    [
      'what has several operations',
      'query A { viewer { localMode } } query B { viewer { localMode } }',
      'OPERATION_RESOLUTION_FAILURE',
      'several',
    ],
    ['what is too deep', deep(), 'GRAPHQL_VALIDATION_FAILED', 'levels'],
    [
      'what is too long',
      `subscription { changes { ${'a: cursor '.repeat(2_600)} } }`,
      'GRAPHQL_PARSE_FAILED',
      'tokens',
    ],
    ['what has too many aliases', aliased(), 'GRAPHQL_VALIDATION_FAILED', 'aliases'],
    ['what costs too much', costly(), 'TOO_EXPENSIVE', 'fields'],
  ])('%s is refused, in both languages', async (_what, query, code, said) => {
    const error = await refusal(live.subscribe(query));
    expect(error.extensions).toMatchObject({ code, messageEn: expect.stringContaining(said) });
    expect(error.message).toMatch(/\p{Script=Han}/u);
  });

  it('a subscription is refused over HTTP, and told where it belongs', async () => {
    const { status, errors } = await ledger.query('subscription { changes { cursor } }');
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'SUBSCRIPTION_OVER_HTTP']);
  });
});
