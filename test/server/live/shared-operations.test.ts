import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { WebSocket } from 'ws';
import type { Queries, Services } from '../../../services/services.js';
import { greet, plain, subscribe } from '../../support/clients/plain-socket.js';
import { renaming } from '../../support/ledgers/feeding.js';
import { ledgerIn, record } from '../../support/ledgers/ledger.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { metricsOf, serving } from '../../support/ledgers/serving.js';
import { sampleHistory } from '../../support/random/history.js';

const history = sampleHistory({ budgets: 1, saves: 4 }, 4);
const { budgetId } = history[0] ?? { budgetId: '' };

interface Said {
  id: string;
  type: string;
  payload: { data: { changes: { cursor: string; node: { after: string } } } } | [Fault];
}

interface Fault {
  message: string;
  extensions: { code: string; messageEn: string };
}

/** How often each question was asked of the services. */
function counting(services: Services): { services: Services; asked: Map<string, number> } {
  const asked = new Map<string, number>();
  const queries = new Proxy(services.queries, {
    get(target, name: keyof Queries) {
      const question = target[name] as (...given: unknown[]) => unknown;
      return (...given: unknown[]) => {
        asked.set(name, (asked.get(name) ?? 0) + 1);
        return question.apply(target, given);
      };
    },
  });
  return { services: { ...services, queries }, asked };
}

async function socketOf(url: string, actor: string): Promise<WebSocket> {
  const { socket } = await plain(url, { headers: { 'x-actor-id': actor } });
  await greet(socket);
  return socket;
}

/** The next messages of a socket. */
async function hear(socket: WebSocket, count: number): Promise<Said[]> {
  const said: Said[] = [];
  const heard = new Promise<void>((resolve) => {
    const take = (data: Buffer) => {
      said.push(JSON.parse(data.toString()) as Said);
      if (said.length < count) return;
      socket.off('message', take);
      resolve();
    };
    socket.on('message', take);
  });
  await heard;
  return said;
}

async function opened(url: string, count: number): Promise<void> {
  while ((await metricsOf(url)).get('budget_ledger_subscriptions') !== count) await new Promise(setImmediate);
}

const changes = (filter = '{}', fields = 'budget { name }') =>
  `subscription { changes(filter: ${filter}) { cursor node { after ${fields} } } }`;

describe('equal subscriptions of one caller', () => {
  it('are executed once for all of them, and others by themselves', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      await record(ledger, history);
      const { services, asked } = counting(ledger.services);
      const { url } = await serving(folder, ledger, { services });
      const sockets = await Promise.all(['auditor-1', 'auditor-1', 'auditor-2'].map((actor) => socketOf(url, actor)));
      for (const socket of sockets) {
        for (let id = 0; id < 5; id += 1) socket.send(subscribe(`equal ${id}`, changes()));
      }
      sockets[0]?.send(subscribe('another', changes('{ paths: ["name"] }')));
      await opened(url, 16);
      for (const name of ['第一次改名', '第二次改名']) {
        asked.clear();
        const told = sockets.map((socket, turn) => hear(socket, turn === 0 ? 6 : 5));
        await record(ledger, [renaming(budgetId, name)]);
        const heard = await Promise.all(told);
        for (const [turn, said] of heard.entries()) {
          const ids = said.map(({ id }) => id).sort();
          const equal = Array.from({ length: 5 }, (_, id) => `equal ${id}`);
          expect(ids).toEqual(turn === 0 ? ['another', ...equal] : equal);
          expect(said.every(({ type }) => type === 'next')).toBe(true);
        }
        const equal = heard.flat().filter(({ id }) => id !== 'another');
        expect(new Set(equal.map(({ payload }) => JSON.stringify(payload))).size).toBe(1);
        expect(equal[0]?.payload).toMatchObject({ data: { changes: { node: { after: name, budget: { name } } } } });
        expect(asked.get('budgetAtChange')).toBe(3);
      }
      for (const socket of sockets) socket.terminate();
    }));

  it('go on when one of them ends', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      await record(ledger, history);
      const { url } = await serving(folder, ledger);
      const socket = await socketOf(url, 'auditor-1');
      socket.send(subscribe('1', changes()));
      socket.send(subscribe('2', changes()));
      await opened(url, 2);
      socket.send(JSON.stringify({ id: '1', type: 'complete' }));
      await opened(url, 1);
      socket.send(subscribe('3', changes()));
      await opened(url, 2);
      const told = hear(socket, 2);
      await record(ledger, [renaming(budgetId, '改名')]);
      expect((await told).map(({ id }) => id).sort()).toEqual(['2', '3']);
      socket.close();
      await once(socket, 'close');
      await opened(url, 0);
    }));
});

describe('what a subscription reads for each thing that it tells', () => {
  const costly = (rows: number) => changes('{}', `budget { projects(first: ${rows}) { nodes { id name goal } } }`);

  it('is bounded, of one and of all of a socket, in both languages', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      await record(ledger, history);
      const liveLimits = { toldFields: 400, socketFields: 1_000 };
      const { url } = await serving(folder, ledger, { liveLimits });
      const socket = await socketOf(url, 'auditor-1');
      const refused = async (id: string, query: string): Promise<Fault> => {
        const said = hear(socket, 1);
        socket.send(subscribe(id, query));
        const [{ type, payload } = { type: '', payload: [] }] = await said;
        expect(type).toBe('error');
        return (payload as [Fault])[0];
      };
      for (const [id, query, zh, en] of [
        ['alone', costly(200), '该订阅预计', 'the subscription would read'],
        ['beside', costly(90), '各订阅', 'the subscriptions of the connection'],
      ] as const) {
        if (id === 'beside') {
          socket.send(subscribe('1', costly(90)));
          socket.send(subscribe('2', costly(90)));
          await opened(url, 2);
        }
        const { message, extensions } = await refused(id, query);
        expect(extensions.code).toBe('TOO_EXPENSIVE');
        expect([message, extensions.messageEn]).toEqual([expect.stringContaining(zh), expect.stringContaining(en)]);
      }
      socket.send(JSON.stringify({ id: '1', type: 'complete' }));
      await opened(url, 1);
      socket.send(subscribe('3', costly(90)));
      await opened(url, 2);
      socket.terminate();
    }));

  it('holds nobody else up: between two that read much others are answered', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      await record(ledger, history);
      const { url } = await serving(folder, ledger);
      const socket = await socketOf(url, 'auditor-1');
      const count = 20;
      for (let id = 0; id < count; id += 1) {
        socket.send(
          subscribe(
            String(id),
            changes(
              `{ actorIds: ["finance", "finance-${id}"] }`,
              `budget { history(first: ${80 + id}) { nodes { path before after actor { name } } } }`,
            ),
          ),
        );
      }
      await opened(url, count);
      let left = count;
      const all = new Promise<void>((resolve) => {
        socket.on('message', () => {
          left -= 1;
          if (left === 0) resolve();
        });
      });
      const first = once(socket, 'message');
      await record(ledger, [renaming(budgetId, '改名')]);
      await first;
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      const leftThen = left;
      await all;
      expect(leftThen).toBeGreaterThan(0);
      socket.terminate();
    }));
});
