import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as elapse } from 'node:timers/promises';
import { buildContract } from '../schema/build.js';
import type { HostileRequest, KnownIds } from './hostile/request.js';
import { hostileRequests } from './hostile/requests.js';
import type { Taken } from './hostile/serving.process.js';
import { editTimes, openBudget, temporaryLedger, waitForReadModel } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { measure, milliseconds } from './support/measure.js';
import { nestedQuery } from './support/nested-query.js';

/** How often one is asked until it has shown what it takes, on a machine that others use, too. */
const tries = 3;
const connections = 4;
/** Of all four together. */
const hostileEachSecond = 8;
const ordinaryEachSecond = 20;
/** Milliseconds, of the thread that everybody waits for. */
const longestPiece = 50;
const mostCpu = 250;

interface Measured extends Taken {
  name: string;
}

/**
 * What hostile requests take of the thread that everybody waits for, one by one, on 10,000 projects with 100,000 cells and more; then
 * what an ordinary query waits while four connections send them all.
 */
export async function hostile(): Promise<Figure[]> {
  const { directory, ids } = await fill();
  const requests = hostileRequests(buildContract(), ids);
  const server = fork('dist/bench/hostile/serving.process.js', [directory]);
  try {
    const [{ url }] = (await once(server, 'message')) as [{ url: string }];
    const measured: Measured[] = [];
    for (const request of requests) measured.push(await leastOf(server, url, request));
    const alone = await ordinaryTimes(url, ids, () => elapse(5_000));
    const beside = await ordinaryTimes(url, ids, () => repeatAll(url, requests));
    return [...figuresOf(measured), besideOthers(alone, beside)];
  } finally {
    server.send('stop');
    await once(server, 'exit');
    rmSync(directory, { recursive: true, force: true });
  }
}

async function fill(): Promise<{ directory: string; ids: KnownIds }> {
  const ledger = await temporaryLedger();
  const { budgetId, projectIds } = await openBudget(ledger, { unit: '大单位', projects: 10_000, indicators: 2 });
  for (let unit = 0; unit < 9; unit += 1)
    await openBudget(ledger, { unit: `单位${unit}`, projects: 100, indicators: 8 });
  await editTimes(ledger, budgetId, projectIds, 6_000);
  await waitForReadModel(ledger, 600_000);
  await ledger.close();
  return { directory: ledger.dataDirectory, ids: { budgetId, projectId: projectIds[0] ?? '' } };
}

async function leastOf(server: ChildProcess, url: string, request: HostileRequest): Promise<Measured> {
  let least: Measured | null = null;
  for (let time = 0; time < tries; time += 1) {
    await tell(server, 'begin');
    await post(url, request);
    const taken = { name: request.name, ...((await tell(server, 'end')) as Taken) };
    if (least === null || taken.longestMs < least.longestMs) least = taken;
    if (least.longestMs < longestPiece / 2 && (least.isHeavy || least.cpuMs < mostCpu / 2)) break;
  }
  if (least === null) throw new Error('nothing was tried');
  return least;
}

async function tell(server: ChildProcess, what: string): Promise<unknown> {
  server.send(what);
  const [answer] = (await once(server, 'message')) as [unknown];
  return answer;
}

async function post(url: string, { query, variables }: Omit<HostileRequest, 'name'>): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  await response.arrayBuffer();
}

/** Each request once, from four connections, begun at a steady rate however long they take. */
async function repeatAll(url: string, requests: readonly HostileRequest[]): Promise<void> {
  const next = requests.values();
  const eachMs = (1_000 * connections) / hostileEachSecond;
  const send = async () => {
    for (const request of next) await Promise.all([post(url, request), elapse(eachMs)]);
  };
  await Promise.all(Array.from({ length: connections }, send));
}

/** Milliseconds of each ordinary query that was sent meanwhile, in order. */
async function ordinaryTimes(
  url: string,
  { budgetId }: KnownIds,
  meanwhile: () => Promise<unknown>,
): Promise<number[]> {
  const body = JSON.parse(nestedQuery(budgetId)) as { query: string; variables: Record<string, unknown> };
  const times: number[] = [];
  let isOver = false;
  const other = meanwhile().finally(() => (isOver = true));
  while (!isOver) {
    const asked = measure(() => post(url, body)).then((ms) => times.push(ms));
    await Promise.all([asked, elapse(1_000 / ordinaryEachSecond)]);
  }
  await other;
  return times.sort((one, two) => one - two);
}

function figuresOf(measured: readonly Measured[]): Figure[] {
  const [slowest] = [...measured].sort((one, two) => two.longestMs - one.longestMs);
  const light = measured.filter(({ isHeavy }) => !isHeavy);
  const [dearest] = [...light].sort((one, two) => two.cpuMs - one.cpuMs);
  if (slowest === undefined || dearest === undefined) throw new Error('nothing was measured');
  const over = measured.filter(({ longestMs }) => longestMs > longestPiece).map(({ name }) => name);
  return [
    {
      name: `${measured.length} hostile requests: the longest piece on the thread that serves, ms`,
      bound: `≤ ${longestPiece}`,
      value: slowest.longestMs,
      detail: `${slowest.name}; over the bound: ${over.length === 0 ? 'none' : over.join(', ')}`,
    },
    {
      name: 'the same: CPU of what is not answered as heavy, ms',
      bound: `≤ ${mostCpu}`,
      value: dearest.cpuMs,
      detail: `${dearest.name}; ${light.length} of ${measured.length} are not heavy`,
    },
  ];
}

function besideOthers(alone: readonly number[], beside: readonly number[]): Figure {
  const own = hundredth(alone);
  const bound = Math.max(20, 2 * own);
  const value = hundredth(beside);
  return {
    name: `an ordinary query beside ${connections} connections that send all of them, 99 of 100 within, ms`,
    bound: `≤ ${bound.toFixed(1)}`,
    value,
    detail: `alone ${milliseconds(own)}; ${beside.length} queries, ${hostileEachSecond} hostile requests a second`,
  };
}

/** What ninety-nine of a hundred are within. */
function hundredth(sorted: readonly number[]): number {
  return sorted[Math.max(0, Math.ceil(0.99 * sorted.length) - 1)] ?? NaN;
}
