import { rmSync } from 'node:fs';
import { WebSocket } from 'ws';
import { openBudget, temporaryDirectory, temporaryLedger } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { median, milliseconds } from './support/measure.js';
import { startServerProcess } from './support/peers.js';

const sockets = 1_000;
const subscriptions = 20;
const differentFilters = 1_000;
const told = sockets * subscriptions;
const rounds = 7;

const document = /* GraphQL */ `
  subscription Changes($filter: ChangeFilter) {
    changes(filter: $filter) {
      cursor
      node {
        entityId
        entityName
        path
        before
        after
        reason
        actor {
          personId
        }
      }
    }
  }
`;

/** One edit that every subscription there may be is told, with as many filters as there are sockets. */
export async function live(): Promise<Figure[]> {
  const directory = temporaryDirectory();
  const ledger = await temporaryLedger(directory);
  const { budgetId, projectIds } = await openBudget(ledger, { unit: '单位', projects: 20, indicators: 8 });
  await ledger.close();
  const [projectId = ''] = projectIds;
  const server = await startServerProcess(['--enable-source-maps', 'dist/src/main.js'], {
    DATA_DIR: directory,
    PORT: '0',
    LOG_LEVEL: 'warn',
    IMPORT_SAMPLES: 'false',
  });
  const clients = await connectAll(server.url, (number) =>
    filterOf(number % differentFilters, { budgetId, projectId }),
  );
  try {
    const measured: Round[] = [];
    // The first ones, of which everything is slow, do not count.
    for (let round = -2; round < rounds; round += 1) {
      const each = await editOnce(server.url, projectId, clients);
      if (round >= 0) measured.push(each);
    }
    const { seconds, cpu, memory } = {
      seconds: median(measured.map((each) => each.ms)) / 1_000,
      cpu: median(measured.map((each) => each.cpuSeconds)),
      memory: Math.max(...measured.map((each) => each.bytes)) / 1024 / 1024,
    };
    const detail = `${sockets} sockets × ${subscriptions} subscriptions, ${differentFilters} filters`;
    return [
      {
        name: 'one edit, from its answer to the last of 20,000 that are told, seconds',
        bound: '≤ 1',
        value: seconds,
        detail: `${detail}; the slowest of ${rounds} ${milliseconds(Math.max(...measured.map((each) => each.ms)))}`,
      },
      { name: 'the same, processor time of the server, seconds', bound: '≤ 1', value: cpu, detail },
      { name: 'the same, memory of the server, MiB', bound: '≤ 500', value: memory, detail },
    ];
  } finally {
    for (const socket of clients.sockets) socket.terminate();
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Clients {
  sockets: WebSocket[];
  /** Settles once so many messages have come from now on. */
  hear(messages: number): Promise<void>;
}

interface Round {
  ms: number;
  cpuSeconds: number;
  bytes: number;
}

/** Each holds for the project's cells. */
function filterOf(number: number, { budgetId, projectId }: { budgetId: string; projectId: string }): object {
  const other = `0199f000-0000-7000-8000-${String(number).padStart(12, '0')}`;
  switch (number % 4) {
    case 0:
      return { projectIds: [projectId, other] };
    case 1:
      return { budgetIds: [budgetId], actorIds: ['local-operator', `finance-${number}`] };
    case 2:
      return { units: ['单位', `单位${number}`], includeDrafts: true };
    default:
      return { entityIds: [projectId, other], entityKinds: ['PROJECT'] };
  }
}

async function connectAll(url: string, filter: (number: number) => object): Promise<Clients> {
  let heard = 0;
  let wanted = Infinity;
  let done = (): void => undefined;
  const hear = (): void => {
    heard += 1;
    if (heard >= wanted) done();
  };
  const clients: Clients = {
    sockets: [],
    hear: (messages) =>
      new Promise((resolve) => {
        heard = 0;
        wanted = messages;
        done = resolve;
      }),
  };
  for (let socket = 0; socket < sockets; socket += 1) {
    const opened = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
    await new Promise<void>((resolve, reject) => opened.once('open', resolve).once('error', reject));
    const greeted = new Promise((resolve) => opened.once('message', resolve));
    opened.send(JSON.stringify({ type: 'connection_init' }));
    await greeted;
    opened.on('message', hear);
    for (let id = 0; id < subscriptions; id += 1) {
      const payload = { query: document, variables: { filter: filter(socket * subscriptions + id) } };
      opened.send(JSON.stringify({ id: String(id), type: 'subscribe', payload }));
    }
    clients.sockets.push(opened);
  }
  while ((await metricOf(url, 'budget_ledger_subscriptions')) < told) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return clients;
}

let edits = 0;

async function editOnce(url: string, projectId: string, clients: Clients): Promise<Round> {
  const before = await metricOf(url, 'process_cpu_seconds_total');
  const all = clients.hear(told);
  const query = `mutation { renameProject(input: { projectId: "${projectId}", name: "第${(edits += 1)}次改名" }) { version } }`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  await answer.text();
  const answered = performance.now();
  await all;
  const ms = performance.now() - answered;
  const cpuSeconds = (await metricOf(url, 'process_cpu_seconds_total')) - before;
  return { ms, cpuSeconds, bytes: await metricOf(url, 'process_resident_memory_bytes') };
}

async function metricOf(url: string, name: string): Promise<number> {
  const text = await (await fetch(new URL('/metrics', url))).text();
  const line = text.split('\n').find((each) => each.startsWith(`${name} `) || each.startsWith(`${name}{`));
  return Number(line?.slice(line.lastIndexOf(' ')));
}
