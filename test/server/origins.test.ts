import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { plainHttp } from '../support/clients/plain-http.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import { servedIn } from '../support/ledgers/served-ledger.js';

const folder = openFolder();
const allowed = 'https://budget.example';
let open = '';
let closed = '';
beforeAll(async () => {
  open = (await servedIn(folder, { allowedOrigins: [allowed, 'http://localhost:5173'] })).server.url;
  closed = (await servedIn(folder)).server.url;
});
afterAll(() => folder.leave());

/** What a browser sends for a page from there. */
const ask = (url: string, headers: Record<string, string>, path = '/graphql') =>
  plainHttp(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"query":"{ viewer { localMode } }"}',
  });

const preflight = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'content-type,x-actor-id',
};

/** What opening a socket from there comes to: `open`, or the status of the refusal. */
async function socketFrom(url: string, origin: string): Promise<string> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { origin });
  const outcome = await Promise.race([
    once(socket, 'open').then(() => 'open'),
    once(socket, 'unexpected-response').then(([, response]: { statusCode: number }[]) => String(response?.statusCode)),
  ]);
  socket.on('error', () => undefined);
  socket.terminate();
  return outcome;
}

const foreign = [
  'https://other.example',
  'http://budget.example',
  `${allowed}.evil`,
  `${allowed}:8443`,
  'http://127.0.0.1:1',
  'null',
];

describe('a page of another origin', () => {
  it.each(foreign)('that is not allowed is refused over HTTP and WebSocket, with which and how: %s', async (origin) => {
    for (const url of [open, closed]) {
      for (const path of ['/graphql', '/readyz', '/graphiql', '/nothing']) {
        const { status, headers, text } = await ask(url, { origin }, path);
        expect([path, status]).toEqual([path, 403]);
        expect(headers).not.toHaveProperty('access-control-allow-origin');
        const [{ message, extensions }] = (JSON.parse(text) as { errors: [{ message: string; extensions: object }] })
          .errors;
        const said = { code: 'FOREIGN_ORIGIN', messageEn: expect.stringContaining(origin) };
        expect(extensions).toMatchObject(said);
        for (const each of [message, JSON.stringify(extensions)]) expect(each).toContain('ALLOWED_ORIGINS');
        expect(message).toContain(origin);
      }
      const asked = await plainHttp(`${url}/graphql`, { method: 'OPTIONS', headers: { origin, ...preflight } });
      expect(asked.status).toBe(403);
      expect(await socketFrom(url, origin)).toBe('403');
    }
  });

  it('that is allowed is answered, may read the answer, errors too, and open sockets', async () => {
    const asked = await plainHttp(`${open}/graphql`, { method: 'OPTIONS', headers: { origin: allowed, ...preflight } });
    expect(asked).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': allowed,
        'access-control-allow-methods': 'GET, HEAD, POST',
        'access-control-allow-headers': 'content-type,x-actor-id',
      },
    });
    for (const [path, status] of [
      ['/graphql', 200],
      ['/nothing', 404],
    ] as const) {
      const { status: got, headers } = await ask(open, { origin: allowed, 'x-actor-id': 'auditor-1' }, path);
      expect(got).toBe(status);
      expect(headers).toMatchObject({
        'access-control-allow-origin': allowed,
        'access-control-expose-headers': 'etag, x-request-id',
        vary: expect.stringMatching(/^origin/),
      });
      for (const each of [asked.headers, headers]) expect(each).not.toHaveProperty('access-control-allow-credentials');
    }
    expect(await socketFrom(open, allowed)).toBe('open');
    expect(await socketFrom(closed, allowed)).toBe('403');
  });

  it('does not get what was kept for another, whoever asked first', async () => {
    for (const origin of [undefined, allowed, 'http://localhost:5173', undefined]) {
      const { status, headers } = await ask(open, origin === undefined ? {} : { origin });
      expect([status, headers['access-control-allow-origin']]).toEqual([200, origin]);
    }
  });
});

describe('a page of this server', () => {
  it('and whoever is no browser, are answered as ever', async () => {
    for (const url of [open, closed]) {
      const own = url;
      for (const headers of [{}, { origin: own }, { origin: own.toUpperCase() }]) {
        expect((await ask(url, headers as Record<string, string>)).status).toBe(200);
      }
      expect(await socketFrom(url, own)).toBe('open');
    }
    expect((await ask(closed, { origin: closed })).headers).toMatchObject({ vary: 'accept-encoding' });
  });
});
