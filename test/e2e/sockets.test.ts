import { once } from 'node:events';
import { request } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import type { RunningServer } from '../../src/server/server.js';
import type { Closed } from '../support/live-client.js';
import { connect, next, refusal } from '../support/live-client.js';
import { record } from '../support/ledger.js';
import { renaming } from '../support/feeding.js';
import { inPlace } from '../support/place.js';
import type { RunningLedger } from '../support/running-ledger.js';
import { cleanUp, startLedger } from '../support/running-ledger.js';
import { servedIn } from '../support/served-ledger.js';

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await startLedger(undefined, { IMPORT_SAMPLES: 'false' });
});
afterAll(cleanUp);

const handshake = {
  ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
  ...{ 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-protocol': 'graphql-transport-ws' },
};

/** What a request to upgrade is answered with: 101, or an error. */
function upgrade(path: string, headers: OutgoingHttpHeaders, method = 'GET'): Promise<{ status?: number; code?: any }> {
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

function codeIn(text: string): unknown {
  const [{ message, extensions }] = JSON.parse(text).errors;
  expect(message).toMatch(/\p{Script=Han}/u);
  expect(extensions.messageEn).toMatch(/[A-Za-z]{3}/);
  return extensions.code;
}

/** A socket without a client library: it says and answers nothing by itself. */
async function plain(url: string, options: object = {}): Promise<{ socket: WebSocket; closed: Promise<Closed> }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', options);
  const closed = new Promise<Closed>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await once(socket, 'open');
  return { socket, closed };
}

async function greet(socket: WebSocket): Promise<void> {
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await once(socket, 'message');
}

const subscribe = (id: string, query: string) => JSON.stringify({ id, type: 'subscribe', payload: { query } });

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
        ...{ connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQCAAAAAAIAAAAA' },
        ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
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

  it('has twenty subscriptions, and another once one of them has ended', async () => {
    const { client, subscribe: ask } = connect(ledger.url);
    const open = Array.from({ length: 20 }, () => {
      const told = ask('subscription { changes { cursor } }');
      return { told, first: told.next() };
    });
    const oneMore = () => refusal(ask('subscription { budgetChanged(budgetId: "none") { version } }'));
    expect((await oneMore()).extensions.code).toBe('TOO_MANY_SUBSCRIPTIONS');
    await open[0]?.told.return?.();
    expect((await oneMore()).extensions.code).toBe('UNKNOWN_BUDGET');
    await client.dispose();
  });

  it('is closed for what is no message of the protocol, or a message that is too long', async () => {
    const [wrong, long] = [await plain(ledger.url), await plain(ledger.url)];
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

/** Enough to fill what the operating system takes for a client that does not read. */
const edits = 80;
const nameOf = (turn: number) => `${turn}${'名'.repeat(190)}`;

/** A client with as many subscriptions as it may have, who has stopped to read. */
async function takingNothing(server: RunningServer) {
  const open = server.live.subscriptions;
  const slow = await plain(server.url);
  await greet(slow.socket);
  const copies = Array.from({ length: 30 }, (_, copy) => `copy${copy}: node { before after }`).join(' ');
  for (let id = 0; id < 20; id += 1) {
    slow.socket.send(subscribe(String(id), `subscription { changes { ${copies} } }`));
  }
  while (server.live.subscriptions < open + 20) await new Promise(setImmediate);
  slow.socket.pause();
  return slow;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is held after collection, in the heap and in buffers beside it. */
function bytesHeld(): number {
  collect();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

describe('within bounds of its own, a server', () => {
  it('opens no more sockets than it may, and another once one has closed', () =>
    inPlace(async (place) => {
      const { server } = await servedIn(place, { liveLimits: { sockets: 2 } });
      const [first] = [await plain(server.url), await plain(server.url)];
      const refused = await plain(server.url).catch((error: Error) => error.message);
      expect(refused).toContain('503');
      first?.socket.close();
      await first?.closed;
      while (server.live.sockets > 1) await new Promise(setImmediate);
      expect((await plain(server.url)).socket.readyState).toBe(WebSocket.OPEN);
    }));

  it('closes a client that does not greet, and one that has gone silent', () =>
    inPlace(async (place) => {
      const { server } = await servedIn(place, { liveLimits: { greetingMs: 20, keepAliveMs: 20 } });
      expect(await (await plain(server.url)).closed).toMatchObject({ code: 4408 });
      const silent = await plain(server.url, { autoPong: false });
      await greet(silent.socket);
      expect(await silent.closed).toEqual({ code: 4013, reason: expect.stringContaining('cursor') });
    }));

  it('keeps next to nothing for a client that pauses, goes on for the others, and tells it all when it reads on', () =>
    inPlace(async (place) => {
      const { server, ledger: own, budgetId } = await servedIn(place);
      const { client, subscribe: ask } = connect(server.url);
      const told = next(ask('subscription { changes { cursor node { after } } }'), edits);
      const { socket } = await takingNothing(server);
      const before = bytesHeld();
      for (let turn = 0; turn < edits; turn += 1) await record(own, [renaming(budgetId, nameOf(turn))]);
      const expected = Array.from({ length: edits }, (_, turn) => nameOf(turn));
      expect((await told).map(({ changes }) => changes.node.after)).toEqual(expected);
      expect(bytesHeld()).toBeLessThan(before + 8_000_000);
      const heard = new Map<string, string[]>();
      const all = new Promise<void>((resolve) => {
        socket.on('message', (data: Buffer) => {
          const { id, payload } = JSON.parse(data.toString());
          const names = heard.get(id) ?? [];
          heard.set(id, [...names, payload.data.changes.copy0.after]);
          if ([...heard.values()].filter(({ length }) => length === edits).length === 20) resolve();
        });
      });
      socket.resume();
      await all;
      for (const names of heard.values()) expect(names).toEqual(expected);
      socket.close();
      await client.dispose();
    }));

  it('closes a client that takes nothing for too long, and says what to do', () =>
    inPlace(async (place) => {
      const limits = { patienceMs: 50, farewellMs: 60_000 };
      const { server, ledger: own, budgetId } = await servedIn(place, { liveLimits: limits });
      const { socket, closed } = await takingNothing(server);
      for (let turn = 0; turn < edits; turn += 1) await record(own, [renaming(budgetId, nameOf(turn))]);
      socket.resume();
      expect(await closed).toEqual({ code: 4013, reason: expect.stringContaining('cursor') });
    }));

  it('lets go of a client that takes not even that', () =>
    inPlace(async (place) => {
      const limits = { patienceMs: 50, farewellMs: 50 };
      const { server, ledger: own, budgetId } = await servedIn(place, { liveLimits: limits });
      const { socket } = await takingNothing(server);
      for (let turn = 0; server.live.sockets > 0; turn += 1) await record(own, [renaming(budgetId, nameOf(turn))]);
      expect(server.live).toEqual({ sockets: 0, subscriptions: 0 });
      socket.terminate();
    }));

  it('stops within its time although a client does not answer, and nothing works for it any more', () =>
    inPlace(async (place) => {
      const { server } = await servedIn(place, { drainMs: 50 });
      const deaf = await plain(server.url);
      await greet(deaf.socket);
      deaf.socket.send(subscribe('1', 'subscription { changes { cursor } }'));
      while (server.live.subscriptions < 1) await new Promise(setImmediate);
      deaf.socket.pause();
      await server.stop();
      expect(server.live).toEqual({ sockets: 0, subscriptions: 0 });
      deaf.socket.terminate();
    }));
});
