import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { ServerOptions } from '../../../src/server/server.js';
import { openFront } from '../../../src/server/front.js';
import { bodyLimits, maxBodyBytes } from '../../../src/server/bodies/limits.js';
import { createLogger } from '../../../src/server/logger.js';
import { plainHttp } from '../../support/clients/plain-http.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { servedIn } from '../../support/ledgers/served-ledger.js';

const mib = 1024 * 1024;
const json = { 'content-type': 'application/json' };
const question = JSON.stringify({ query: '{ viewer { localMode } }' });

interface Answered {
  status: number;
  headers: IncomingMessage['headers'];
  code: string | undefined;
}

/** A request whose body is sent by the test, piece by piece. */
function uploading(url: string, headers: OutgoingHttpHeaders): { call: ClientRequest; answered: Promise<Answered> } {
  const call = request(`${url}/graphql`, { method: 'POST', headers: { ...json, ...headers } });
  const answered = new Promise<Answered>((resolve, reject) => {
    call.on('error', reject);
    call.on('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        const { errors } = JSON.parse(text) as { errors?: [{ extensions: { code: string } }] };
        const { statusCode: status = 0, headers: said } = response;
        resolve({ status, headers: said, code: errors?.[0].extensions.code });
      });
    });
  });
  answered.catch(() => undefined);
  call.flushHeaders();
  return { call, answered };
}

const padded = (bytes: number) => question.padEnd(bytes);
const ask = async (url: string, body: string): Promise<number> =>
  (await plainHttp(`${url}/graphql`, { method: 'POST', headers: json, body })).status;

interface Line {
  level: number;
  msg: string;
  status?: number;
  refusal?: string;
}

/** A server that holds 36 MiB of large bodies and 12 MiB of small ones, and what it logs. */
async function serving(folder: Parameters<typeof servedIn>[0], limits: ServerOptions['bodyLimits'] = {}) {
  const lines: Line[] = [];
  let heard = (): void => undefined;
  const write = (line: string): void => {
    lines.push(JSON.parse(line) as Line);
    heard();
  };
  const { server, ledger } = await servedIn(folder, {
    logger: pino({ level: 'info' }, { write }),
    bodyLimits: { heldBytes: 48 * mib, ...limits },
  });
  const logged = async (matches: (line: Line) => boolean): Promise<Line> => {
    for (;;) {
      const found = lines.find(matches);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (heard = resolve));
    }
  };
  return { url: server.url, lines, logged, ledger };
}

describe('the bodies of all requests together', () => {
  it('have one bound: what is beyond it is told when to come back, and small ones are answered all the while', () =>
    inFolder(async (folder) => {
      const { url, logged } = await serving(folder, { patienceMs: 20 });
      const first = uploading(url, { 'content-length': 31 * mib });
      first.call.write('{');
      // The room is taken when the head is read, so that a second one of this size finds none.
      let refused = { status: 200 } as Answered;
      while (refused.status === 200) {
        const second = uploading(url, { 'content-length': 6 * mib });
        second.call.end(padded(6 * mib));
        refused = await second.answered;
      }
      expect(refused).toMatchObject({ status: 503, code: 'TOO_MANY_BODIES', headers: { 'retry-after': '5' } });
      for (let times = 0; times < 5; times += 1) expect(await ask(url, padded(64 * 1024))).toBe(200);
      first.call.destroy();
      await logged(({ status }) => status === 499);
      expect(await ask(url, padded(31 * mib))).toBe(200);
    }));

  it('wait for each other, and all are answered', () =>
    inFolder(async (folder) => {
      const { url } = await serving(folder);
      const asked = Array.from({ length: 6 }, () => ask(url, padded(20 * mib)));
      expect(await Promise.all(asked)).toEqual(Array.from({ length: 6 }, () => 200));
    }));

  it('count as the longest where they do not say how long they are and are not short', () =>
    inFolder(async (folder) => {
      const { url } = await serving(folder, { patienceMs: 20 });
      const first = uploading(url, { 'content-length': 31 * mib });
      first.call.write('{');
      let status = 200;
      while (status === 200) {
        const unsaid = uploading(url, { 'transfer-encoding': 'chunked' });
        unsaid.call.end(padded(65 * 1024));
        ({ status } = await unsaid.answered);
      }
      expect(status).toBe(503);
      const short = uploading(url, { 'transfer-encoding': 'chunked' });
      short.call.end(question);
      expect((await short.answered).status).toBe(200);
      first.call.destroy();
    }));
});

describe('a body', () => {
  it('that trickles is refused, and its connection closed', () =>
    inFolder(async (folder) => {
      const { url } = await serving(folder, { graceMs: 30 });
      const { call, answered } = uploading(url, { 'content-length': 1_000 });
      call.write('{');
      const { status, code, headers } = await answered;
      expect([status, code, headers.connection]).toEqual([408, 'BODY_TOO_SLOW', 'close']);
    }));

  it('that is given up by its client is no error in the log, and nothing is done', () =>
    inFolder(async (folder) => {
      const { url, lines, logged, ledger } = await serving(folder);
      const { position } = await ledger.services.queries.head(null);
      for (const headers of [{ 'content-length': 1_000 }, { 'transfer-encoding': 'chunked' }]) {
        lines.length = 0;
        const { call, answered } = uploading(url, headers);
        call.write(question, () => call.destroy());
        await expect(answered).rejects.toThrow();
        const line = await logged(({ msg }) => msg === 'request');
        expect(line).toMatchObject({ level: 30, status: 499, refusal: expect.stringContaining('went away') });
      }
      expect(lines.filter(({ level }) => level > 30)).toEqual([]);
      expect((await ledger.services.queries.head(null)).position).toBe(position);
    }));

  it('of the greatest size has its time before its connection is ended, and so has the head of a request', async () => {
    const readiness = async () => ({ ready: true, reasons: [] }) as never;
    const options = { readiness, logger: createLogger('silent'), host: '127.0.0.1', port: 0 };
    const { http, stop } = await openFront(options, new Map());
    const { graceMs, bytesPerSecond, patienceMs } = bodyLimits;
    const longestMs = patienceMs + graceMs + (maxBodyBytes / bytesPerSecond) * 1_000;
    expect(http.headersTimeout + longestMs).toBeLessThanOrEqual(http.requestTimeout + http.headersTimeout);
    expect(http.headersTimeout).toBeLessThanOrEqual(20_000);
    await stop(0);
  });
});
