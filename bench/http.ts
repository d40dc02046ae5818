import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { httpClient } from './support/http-client.js';
import { openBudget, temporaryDirectory, temporaryLedger } from './support/ledger.js';
import { nestedQuery } from './support/nested-query.js';
import type { Figure } from './support/measure.js';
import { measureInTurn, milliseconds } from './support/measure.js';
import type { Running } from './support/peers.js';
import { installPeers, startServerProcess } from './support/peers.js';

const connections = 8;
const rounds = 11;
/** Requests of a round; ten times as many come before the first, so that every server is warm. */
const asked = 200;
const askedOfKept = 800;

/** The nested query of 20 projects × 8 indicators over HTTP, beside the servers that others would pick. */
export async function http(): Promise<Figure[]> {
  installPeers();
  const ledger = await temporaryLedger();
  const { dataDirectory: directory } = ledger;
  const { budgetId } = await openBudget(ledger, { unit: '单位', projects: 20, indicators: 8 });
  await ledger.close();
  const copy = temporaryDirectory();
  cpSync(directory, copy, { recursive: true });
  const request = nestedQuery(budgetId);
  const started: Running[] = [];
  const start = async (args: string[], environment?: Record<string, string>) => {
    const running = await startServerProcess(args, environment);
    started.push(running);
    const client = httpClient(running.url, request, connections);
    return { ...running, client };
  };
  try {
    const main = ['--enable-source-maps', 'dist/src/main.js'];
    const own = { DATA_DIR: directory, PORT: '0', LOG_LEVEL: 'warn', IMPORT_SAMPLES: 'false' };
    const rows = join(directory, 'rows.json');
    const ours = await start(main, { ...own, REPLY_CACHE_MIB: '0' });
    const reply = await ours.client.answer();
    const size = Buffer.byteLength(reply);
    writeFileSync(rows, JSON.stringify((JSON.parse(reply) as { data: unknown }).data));
    const apollo = await start(['bench/peers/apollo.js', 'schema/schema.graphql', rows]);
    const mercurius = await start(['bench/peers/mercurius.js', 'schema/schema.graphql', rows]);
    for (const peer of [apollo, mercurius]) {
      if ((await peer.client.answer()).trim() !== reply.trim()) throw new Error(`${peer.url} answers something else`);
    }
    const kept = await start(main, { ...own, DATA_DIR: copy });
    const encoded = (coding: string) => httpClient(kept.url, request, connections, coding);
    const br = encoded('br');
    const gzip = encoded('gzip');
    for (const client of [apollo.client, mercurius.client, ours.client, kept.client, br, gzip])
      await client.ask(10 * asked);
    const ms = await measureInTurn(
      {
        apollo: () => apollo.client.ask(asked),
        mercurius: () => mercurius.client.ask(asked),
        uncached: () => ours.client.ask(asked),
        answered: () => kept.client.ask(askedOfKept),
        br: () => br.ask(askedOfKept),
        gzip: () => gzip.ask(askedOfKept),
      },
      rounds,
    );
    const each = {
      apollo: ms.apollo / asked,
      mercurius: ms.mercurius / asked,
      uncached: ms.uncached / asked,
      answered: ms.answered / askedOfKept,
      br: ms.br / askedOfKept,
      gzip: ms.gzip / askedOfKept,
    };
    const peers = `Apollo Server ${milliseconds(each.apollo)}, mercurius with JIT ${milliseconds(each.mercurius)}`;
    const describeTime = (own: number) => `${milliseconds(own)} a request of ${connections} at once; ${peers}`;
    return [
      {
        name: '20 projects × 8 indicators over HTTP, Apollo Server as it comes ÷ the ledger',
        bound: '≥ 2.5',
        value: each.apollo / each.uncached,
        detail: `${describeTime(each.uncached)}; an answer of ${size} bytes`,
      },
      {
        name: 'the same at an answered basis, Apollo Server ÷ the ledger',
        bound: '≥ 9',
        value: each.apollo / each.answered,
        detail: describeTime(each.answered),
      },
      {
        name: 'the same at an answered basis, mercurius with JIT ÷ the ledger',
        bound: '≥ 1.5',
        value: each.mercurius / each.answered,
        detail: describeTime(each.answered),
      },
      {
        name: 'the same answered basis, plain ÷ compressed, the slower of br and gzip',
        bound: '≥ 0.9',
        value: each.answered / Math.max(each.br, each.gzip),
        detail: `br ${milliseconds(each.br)}, gzip ${milliseconds(each.gzip)}, plain ${milliseconds(each.answered)}`,
      },
    ];
  } finally {
    for (const running of started) await running.stop();
    for (const each of [directory, copy]) rmSync(each, { recursive: true, force: true });
  }
}
