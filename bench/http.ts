import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { httpClient } from './support/http-client.js';
import { openBudget, temporaryLedger } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { interleaved, milliseconds } from './support/measure.js';
import type { Running } from './support/peers.js';
import { installPeers, startServerProcess } from './support/peers.js';

const connections = 8;
const rounds = 15;
/** Requests of a round. */
const [asked, askedOfBytes] = [80, 800];

const query = /* GraphQL */ `
  query Table($id: ID!) {
    budget(id: $id) {
      id
      name
      fiscalYear
      totals {
        total
        fiscalAppropriation
        specialAccount
        other
      }
      projects(first: 20) {
        nodes {
          id
          ordinal
          name
          goal
          status
          funding {
            total
            fiscalAppropriation
            specialAccount
            other
          }
          indicators {
            id
            ordinal
            level1 {
              code
              name
            }
            level2 {
              code
              name
            }
            name
            cycleTarget {
              text
              comparator
              value
              unit
            }
            annualTarget {
              text
              comparator
              value
              unit
            }
          }
        }
      }
    }
  }
`;

/** The nested query of 20 projects × 8 indicators over HTTP, beside the servers that others would pick. */
export async function http(): Promise<Figure[]> {
  installPeers();
  const ledger = await temporaryLedger();
  const { directory_: directory } = ledger;
  const { budgetId } = await openBudget(ledger, { unit: '单位', projects: 20, indicators: 8 });
  await ledger.close();
  const request = JSON.stringify({ query, variables: { id: budgetId } });
  const started: Running[] = [];
  const start = async (args: string[], environment?: Record<string, string>) => {
    const running = await startServerProcess(args, environment);
    started.push(running);
    const client = await httpClient(running.url, request, connections);
    return { ...running, client };
  };
  try {
    const main = ['--enable-source-maps', 'dist/src/main.js'];
    const own = { DATA_DIR: directory, PORT: '0', LOG_LEVEL: 'warn', IMPORT_SAMPLES: 'false' };
    const rows = join(directory, 'rows.json');
    const ours = await start(main, { ...own, REPLY_CACHE_MIB: '0' });
    const reply = await ours.client.answer();
    writeFileSync(rows, JSON.stringify((JSON.parse(reply) as { data: unknown }).data));
    const [apollo, mercurius] = [
      await start(['bench/peers/apollo.js', 'schema/schema.graphql', rows]),
      await start(['bench/peers/mercurius.js', 'schema/schema.graphql', rows]),
    ];
    for (const peer of [apollo, mercurius]) {
      if ((await peer.client.answer()).trim() !== reply.trim()) throw new Error(`${peer.url} answers something else`);
    }
    const ms = await interleaved(
      {
        apollo: () => apollo.client.ask(asked),
        mercurius: () => mercurius.client.ask(asked),
        uncached: () => ours.client.ask(asked),
      },
      rounds,
    );
    const each = { apollo: ms.apollo / asked, mercurius: ms.mercurius / asked, uncached: ms.uncached / asked };
    const told = `${milliseconds(each.uncached)} each, ${Buffer.byteLength(reply)} bytes`;
    return [
      {
        name: '20 projects × 8 indicators over HTTP, uncached ÷ Apollo Server as it comes',
        value: each.apollo / each.uncached,
        bound: '≥ 2.5',
        detail: `${told}; Apollo ${milliseconds(each.apollo)}, mercurius with JIT ${milliseconds(each.mercurius)}`,
      },
    ];
  } finally {
    for (const running of started) await running.stop();
    await ledger.remove().catch(() => undefined);
  }
}
void askedOfBytes;
