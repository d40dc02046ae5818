import { rmSync } from 'node:fs';
import type { HttpClient } from '../support/http-client.js';
import { httpClient } from '../support/http-client.js';
import { openBudget, temporaryDirectory, temporaryLedger } from '../support/ledger.js';
import type { Figure } from '../support/measure.js';
import { measure, mediansInTurn } from '../support/measure.js';
import { nestedQuery } from '../support/nested-query.js';
import type { Running } from '../support/peers.js';
import { startServerProcess } from '../support/peers.js';
import { kurrentServer, ledgerOn } from './kurrent-server.js';
import { inDatabase, mongoServer } from './mongo-server.js';

const rounds = 15;
/** Of each process that is asked, so that two have no less to do at once than one. */
const connections = 8;
/** Asked of each process before the first round: what is kept is there, and what runs often is compiled. */
const warming = 400;
const roundMs = 1_000;

/** One API process against two that share their stores: KurrentDB, and each read model that processes can share here. */
export async function apiProcesses(): Promise<Figure[]> {
  const mongo = await mongoServer();
  const events = await kurrentServer();
  try {
    const inFolder = await readsOf('SQLite', { EVENT_STORE: ledgerOn(events.url) });
    if (mongo === null) {
      console.error('skipped: two API processes on MongoDB (TEST_MONGODB_URL names no server)');
      return [inFolder];
    }
    const onMongo = await inDatabase(mongo, 'api', (readModel) =>
      readsOf(mongo.what, { EVENT_STORE: ledgerOn(events.url), READ_MODEL: readModel }),
    );
    return [inFolder, onMongo];
  } finally {
    await events.stop();
  }
}

async function readsOf(views: string, stores: Record<string, string>): Promise<Figure> {
  const shared = temporaryDirectory();
  const own = temporaryDirectory();
  const started: Running[] = [];
  const start = async (environment: Record<string, string>) => {
    const running = await startServerProcess(['--enable-source-maps', 'dist/src/main.js'], {
      PORT: '0',
      LOG_LEVEL: 'error',
      IMPORT_SAMPLES: 'false',
      // Else the second of two reads would be answered without the read model.
      REPLY_CACHE_MIB: '0',
      ...environment,
    });
    started.push(running);
    return running;
  };
  try {
    const request = await recordedIn(shared, stores);
    const requestOfOther = await recordedIn(own, {});
    const role = (name: string) => start({ ...stores, DATA_DIR: shared, ROLE: name });
    await role('projector');
    const twins = [asked(await role('api'), request), asked(await role('api'), request)];
    const stranger = asked(await start({ DATA_DIR: own }), requestOfOther);
    return await figureOf(views, twins, stranger);
  } finally {
    for (const running of started.reverse()) await running.stop();
    for (const directory of [shared, own]) rmSync(directory, { recursive: true, force: true });
  }
}

/** A ledger of one table. @returns the question about it */
async function recordedIn(directory: string, stores: Record<string, string>): Promise<string> {
  const ledger = await temporaryLedger(directory, stores);
  const { budgetId } = await openBudget(ledger, { unit: '单位', projects: 20, indicators: 8 });
  await ledger.close();
  return nestedQuery(budgetId);
}

interface Asked extends HttpClient {
  url: string;
}

function asked({ url }: Running, request: string): Asked {
  return { url, ...httpClient(url, request, connections) };
}

async function figureOf(views: string, twins: readonly Asked[], stranger: Asked): Promise<Figure> {
  let warmMs = 0;
  for (const each of [stranger, ...twins]) warmMs = await measure(() => each.ask(warming));
  const times = Math.ceil(Math.min(1_000, (warming * roundMs) / warmMs));
  const reads = await mediansInTurn(
    {
      // In turn each of the two, as two processes are never quite alike.
      one: (round) => besideOther(stranger, () => readsPerCpuSecond([twins[Math.abs(round) % 2] ?? stranger], times)),
      two: () => readsPerCpuSecond(twins, times),
    },
    rounds,
  );
  return {
    name: `reads per second of processor time in each API process, two ÷ twice one's, views on ${views}`,
    value: reads.two / (2 * reads.one),
    bound: '≥ 0.9',
    detail: `${Math.round(reads.two)} and ${Math.round(reads.one)} reads of the nested query of 20 projects, at the head, ${connections} at once of each process`,
  };
}

/**
 * One process is measured while another that shares nothing with it is as busy as its twin would be: two processors that
 * are busy are each slower than one, which is the machine's doing.
 */
async function besideOther<Result>(other: Asked, work: () => Promise<Result>): Promise<Result> {
  let isDone = false;
  const keepBusy = async () => {
    while (!isDone) await other.ask(connections * 4);
  };
  const busy = keepBusy();
  const result = await work().finally(() => (isDone = true));
  await busy;
  return result;
}

/** So many reads of each of the processes at once: how many all of them give in a second of each one's processor time. */
async function readsPerCpuSecond(processes: readonly Asked[], times: number): Promise<number> {
  const before = await cpuSeconds(processes);
  await Promise.all(processes.map((each) => each.ask(times)));
  const spentByEach = ((await cpuSeconds(processes)) - before) / processes.length;
  return (times * processes.length) / spentByEach;
}

/** Of all the processes together, as their metrics tell it. */
async function cpuSeconds(processes: readonly Asked[]): Promise<number> {
  const told = processes.map(async ({ url }) => {
    const metrics = await (await fetch(new URL('/metrics', url))).text();
    const [, seconds] = /^process_cpu_seconds_total (\S+)/m.exec(metrics) ?? [];
    if (seconds === undefined) throw new Error(`${url} does not tell what processor time it took`);
    return Number(seconds);
  });
  return (await Promise.all(told)).reduce((sum, seconds) => sum + seconds, 0);
}
