import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mixedRequest } from './support/mixed-requests.js';
import type { Stored } from './support/mixed-requests.js';
import { openBudget, temporaryDirectory, temporaryLedger } from './support/ledger.js';
import type { Figure } from './support/measure.js';

const requests = 10_000;
const atOnce = 8;
const small = 20_000;
const large = 200_000;
const projectsOfBudget = 200;

/** What stays in memory must come from what was asked last, never from how much is stored. */
export async function heap(): Promise<Figure[]> {
  const few = await heapAfter(small);
  const many = await heapAfter(large);
  const describeHeap = ({ heapUsed, external }: Heap) => `${megabytes(heapUsed)} and ${megabytes(external)} outside`;
  return [
    {
      name: 'heap after the same 10,000 requests, 200,000 stored projects ÷ 20,000',
      bound: '≤ 1.1',
      value: (many.heapUsed + many.external) / (few.heapUsed + few.external),
      detail: `after collection, in a fresh process: ${describeHeap(many)}; ${describeHeap(few)}`,
    },
  ];
}

interface Heap {
  heapUsed: number;
  /** Kept outside of the heap for it: the bytes of answers. */
  external: number;
}

async function heapAfter(projects: number): Promise<Heap> {
  const directory = temporaryDirectory();
  const stored = await store(directory, projects);
  const server = fork('dist/bench/support/serving.process.js', [directory], { execArgv: ['--expose-gc'] });
  try {
    const [{ url }] = (await once(server, 'message')) as [{ url: string }];
    let next = 0;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next < requests) await ask(url, mixedRequest((next += 1), stored));
      }),
    );
    server.send('heap');
    const [found] = (await once(server, 'message')) as [Heap];
    server.send('stop');
    await once(server, 'exit');
    return found;
  } finally {
    server.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  }
}

async function store(directory: string, projects: number): Promise<Stored> {
  const ledger = await temporaryLedger(directory);
  const budgets: Stored['budgets'] = [];
  for (let unit = 0; unit < projects / projectsOfBudget; unit += 1) {
    const opened = await openBudget(ledger, { unit: `单位${unit}`, projects: projectsOfBudget, indicators: 2 });
    budgets.push(opened);
  }
  await ledger.close();
  return { budgets };
}

async function ask(url: string, body: object): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status !== 200 || text.startsWith('{"errors"')) throw new Error(text.slice(0, 500));
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
}
