import { describe, expect, it } from '@jest/globals';
import { closeCodes } from '../../../src/server/live/close.js';
import { greet, plain } from '../../support/clients/plain-socket.js';
import { plainHttp } from '../../support/clients/plain-http.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { servedIn } from '../../support/ledgers/served-ledger.js';

const mib = 1024 * 1024;

/** The beginning of a message whose rest never comes. */
async function saying(url: string, bytes: number) {
  const opened = await plain(url);
  await greet(opened.socket);
  opened.socket.send('a'.repeat(bytes), { fin: false });
  return opened;
}

describe('a message that is not whole', () => {
  it('holds room with the bodies of requests, and a socket is closed where there is none', () =>
    inFolder(async (folder) => {
      const { server } = await servedIn(folder, {
        bodyLimits: { heldBytes: 34 * mib, patienceMs: 20 },
        liveLimits: { messageBytes: 9 * mib },
      });
      const speaking = await Promise.all(Array.from({ length: 4 }, () => saying(server.url, 9 * mib)));
      const { code, reason } = await Promise.race(speaking.map(({ closed }) => closed));
      expect(code).toBe(closeCodes.tryAgainLater);
      expect(reason).toMatch(/上限.*again later/);
      const question = JSON.stringify({ query: '{ viewer { localMode } }' });
      const ask = (body: string) =>
        plainHttp(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      expect((await ask(question.padEnd(31 * mib))).status).toBe(503);
      for (const { socket } of speaking) socket.terminate();
      while (server.live.sockets > 0) await new Promise(setImmediate);
      expect((await ask(question.padEnd(31 * mib))).status).toBe(200);
    }));

  it('has its time, and one that is whole takes none of the next one’s', () =>
    inFolder(async (folder) => {
      const { server } = await servedIn(folder, { bodyLimits: { graceMs: 60 } });
      const steady = await plain(server.url);
      await greet(steady.socket);
      const { closed } = await saying(server.url, 10);
      expect(await closed).toEqual({ code: closeCodes.tooSlow, reason: expect.stringMatching(/太慢.*too slowly/) });
      steady.socket.send(JSON.stringify({ type: 'ping' }));
      const [answer] = (await new Promise<unknown[]>((resolve) => {
        steady.socket.once('message', (...given) => resolve(given));
      })) as [Buffer];
      expect(JSON.parse(answer.toString())).toEqual({ type: 'pong' });
      steady.socket.close();
    }));
});
