import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { greet, plain, subscribe } from '../support/clients/plain-socket.js';
import { startLedger } from '../support/processes/running-ledger.js';
import { audit } from './auditor.js';
import { officersOf } from './officers.js';
import type { Torture } from './torture.js';
import { diceOf, together } from './torture.js';

const graceMs = 15_000;

/** Clients that do not finish what they say, and do not take what they are told. */
export const slowClients: Torture = {
  name: 'slow-clients',
  what: '60 connections that send half a request, take no answer or follow without reading, then SIGTERM',
  missing: () => null,
  async round(seed) {
    const dice = diceOf(seed);
    const ledger = await startLedger();
    const officers = await officersOf(ledger, `slow-${seed}`);
    const port = Number(new URL(ledger.url).port);
    const half = await Promise.all(Array.from({ length: 25 }, () => halfSent(port, dice(3))));
    const unread = await Promise.all(Array.from({ length: 25 }, () => takingNothing(port)));
    const following = await Promise.all(Array.from({ length: 10 }, () => followingUnread(ledger.url)));
    await officers.edit(ledger, 40);
    const unhealthy = (await fetch(`${ledger.url}/healthz`)).status === 200 ? [] : ['/healthz is not 200'];

    const code = await Promise.race([ledger.stop(), wait(graceMs, 'LATE' as const, { ref: false })]);
    for (const socket of [...half, ...unread]) socket.destroy();
    for (const socket of following) socket.terminate();
    if (code === 'LATE') await ledger.kill();
    const again = await startLedger(ledger.directory);
    const found = await audit(again, officers.errands, dice);
    await again.kill();
    const told = officers.errands.filter(({ told: { is } }) => is !== 'SAVED').map(({ commandId }) => commandId);
    const aborted = code === 0 ? [] : [`SIGTERM ended it with ${code}`];
    return together([found, { lost: [], doubled: [], silent: [...unhealthy, ...told], aborted }]);
  },
};

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Of the headers, up to the body, or into it. */
async function halfSent(port: number, how: number): Promise<Socket> {
  const socket = await open(port);
  const head = `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n`;
  const more = ['', 'content-length: 1000\r\n\r\n', 'content-length: 1000\r\n\r\n{"query":"{ budgets'];
  socket.write(head + (more[how] ?? ''));
  return socket;
}

const wholeTable = '{budgets{nodes{projects(first:100){nodes{name goal indicators{name annualTarget{text}}}}}}}';

/** Asks for the whole table again and again, and reads none of it. */
async function takingNothing(port: number): Promise<Socket> {
  const socket = await open(port);
  socket.pause();
  const body = JSON.stringify({ query: wholeTable });
  const head = `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n`;
  socket.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`.repeat(20));
  return socket;
}

async function followingUnread(url: string) {
  const { socket } = await plain(url);
  await greet(socket);
  for (let id = 0; id < 20; id += 1)
    socket.send(subscribe(String(id), 'subscription { changes { node { before after } } }'));
  socket.pause();
  return socket;
}
