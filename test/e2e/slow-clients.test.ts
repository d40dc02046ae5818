import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import type { RunningServer } from '../../src/server/server.js';
import { renaming } from '../support/ledgers/feeding.js';
import { record } from '../support/ledgers/ledger.js';
import { connect, next } from '../support/clients/live-client.js';
import { inFolder } from '../support/ledgers/scratch-folder.js';
import { greet, plain, subscribe } from '../support/clients/plain-socket.js';
import { servedIn } from '../support/ledgers/served-ledger.js';

/** Enough to fill what the operating system takes for a client that does not read. */
const edits = 80;
const nameOf = (turn: number) => `${turn}${'名'.repeat(190)}`;

/** What a socket is told about one of its subscriptions. */
interface Told {
  id: string;
  payload: { data: { changes: { copy0: { after: string } } } };
}

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
    inFolder(async (folder) => {
      const { server } = await servedIn(folder, { liveLimits: { sockets: 2 } });
      const first = await plain(server.url);
      await plain(server.url);
      const refused = await plain(server.url).catch((error: Error) => error.message);
      expect(refused).toContain('503');
      first?.socket.close();
      await first?.closed;
      while (server.live.sockets > 1) await new Promise(setImmediate);
      expect((await plain(server.url)).socket.readyState).toBe(WebSocket.OPEN);
    }));

  it('closes a client that does not greet, and one that has gone silent', () =>
    inFolder(async (folder) => {
      const { server } = await servedIn(folder, { liveLimits: { greetingMs: 20, keepAliveMs: 20 } });
      expect(await (await plain(server.url)).closed).toMatchObject({ code: 4408 });
      const silent = await plain(server.url, { autoPong: false });
      await greet(silent.socket);
      expect(await silent.closed).toEqual({ code: 4013, reason: expect.stringContaining('cursor') });
    }));

  it('logs why it closed a client that was gone, and not only that the line was cut', () =>
    inFolder(async (folder) => {
      const lines: { msg?: string }[] = [];
      const logger = pino(
        { level: 'info' },
        { write: (line: string) => void lines.push(JSON.parse(line) as { msg?: string }) },
      );
      const liveLimits = { keepAliveMs: 20, farewellMs: 50 };
      const { server } = await servedIn(folder, { liveLimits, logger });
      const gone = await plain(server.url);
      await greet(gone.socket);
      gone.socket.pause();
      while (server.live.sockets > 0) await new Promise(setImmediate);
      expect(lines.filter(({ msg }) => msg === 'socket closed')).toMatchObject([
        { code: 4013, reason: expect.stringMatching(/^未应答 ping.*No pong/) },
      ]);
      gone.socket.terminate();
    }));

  it('keeps next to nothing for a client that pauses, goes on for the others, and tells it all when it reads on', () =>
    inFolder(async (folder) => {
      const { server, ledger: own, budgetId } = await servedIn(folder);
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
          const { id, payload } = JSON.parse(data.toString()) as Told;
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
    inFolder(async (folder) => {
      const limits = { patienceMs: 50, farewellMs: 60_000 };
      const { server, ledger: own, budgetId } = await servedIn(folder, { liveLimits: limits });
      const { socket, closed } = await takingNothing(server);
      for (let turn = 0; turn < edits; turn += 1) await record(own, [renaming(budgetId, nameOf(turn))]);
      socket.resume();
      expect(await closed).toEqual({ code: 4013, reason: expect.stringContaining('cursor') });
    }));

  it('lets go of a client that takes not even that', () =>
    inFolder(async (folder) => {
      const limits = { patienceMs: 50, farewellMs: 50 };
      const { server, ledger: own, budgetId } = await servedIn(folder, { liveLimits: limits });
      const { socket } = await takingNothing(server);
      for (let turn = 0; server.live.sockets > 0; turn += 1) await record(own, [renaming(budgetId, nameOf(turn))]);
      expect(server.live).toEqual({ sockets: 0, subscriptions: 0 });
      socket.terminate();
    }));

  it('stops within its time although a client does not answer, and nothing works for it any more', () =>
    inFolder(async (folder) => {
      const { server } = await servedIn(folder, { drainMs: 50 });
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
