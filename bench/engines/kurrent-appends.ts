import type { AppendStreamState } from '@kurrent/kurrentdb-client';
import { binaryEvent, KurrentDBClient, NO_STREAM } from '@kurrent/kurrentdb-client';
import { v7 as uuidv7 } from 'uuid';
import { leafHash } from '../../events/leaf-hash.js';
import { openKurrentEventStore, parseKurrentUrl } from '../../src/adapters/event-store/kurrent/index.js';
import type { NewSave } from '../../src/ports/event-store.js';
import type { Figure } from '../support/measure.js';
import { measureInTurn, milliseconds } from '../support/measure.js';
import { kurrentServer, ledgerOn } from './kurrent-server.js';
import { atOnce, bodyOf, edit, lanesOn, openBudget } from '../support/small-edits.js';

const turns = 4;
const rounds = 20;

/** One of the bare client and one of ours, and where they stand. */
interface Stream {
  name: string;
  bare: AppendStreamState;
  ours: number;
}

const newStream = (): Stream => ({ name: uuidv7(), bare: NO_STREAM, ours: -1 });

/** Saves that arrive together, through the adapter and through the lanes, against the bare client with the same bytes. */
export async function kurrentAppends(): Promise<Figure[]> {
  const { url, what, stop } = await kurrentServer();
  const location = parseKurrentUrl(ledgerOn(url));
  if (location === null) throw new Error('TEST_KURRENTDB_URL is no URL of KurrentDB');
  const client = KurrentDBClient.connectionString(url);
  const store = await openKurrentEventStore(location);
  const lanes = lanesOn(store);
  const body = bodyOf(uuidv7());
  const one = newStream();
  const streams = Array.from({ length: atOnce }, newStream);
  try {
    const budgets = await Promise.all(streams.map(() => openBudget(lanes)));
    const [budget = ''] = budgets;
    const ms = await measureInTurn(
      {
        bare: async () => {
          for (let turn = 0; turn < turns; turn += 1) await Promise.all(streams.map(appendBare));
        },
        adapter: async () => {
          for (let turn = 0; turn < turns; turn += 1) await Promise.all(streams.map(appendOurs));
        },
        commands: async (round) => {
          for (let turn = 0; turn < turns; turn += 1)
            await Promise.all(budgets.map((each) => edit(lanes, each, amountOf(round, turn), 1)));
        },
        bareOnOne: async () => {
          for (let turn = 0; turn < atOnce; turn += 1) await appendBare(one);
        },
        commandsOnOne: async (round) => {
          for (let turn = 0; turn < turns; turn += 1)
            await Promise.all(streams.map((_, at) => edit(lanes, budget, 10_000 + amountOf(round, turn), at)));
        },
      },
      rounds,
    );
    const each = (total: number) => milliseconds(total / turns / atOnce);
    const against = `the bare client ${each(ms.bare)}, on ${what}`;
    return [
      {
        name: 'KurrentDB, 64 appends at once to 64 streams, the bare client ÷ the adapter',
        value: ms.bare / ms.adapter,
        bound: '≥ 0.5',
        detail: `${each(ms.adapter)} each; ${against}`,
      },
      {
        name: 'KurrentDB, 64 commands at once on 64 budgets, the bare client ÷ the ledger',
        value: ms.bare / ms.commands,
        bound: '≥ 0.5',
        detail: `${each(ms.commands)} each, decided and acknowledged; ${against}`,
      },
      {
        name: 'KurrentDB, 64 commands at once on one budget, the bare client one after the other ÷ the ledger',
        value: ms.bareOnOne / (ms.commandsOnOne / turns),
        bound: '≥ 1',
        detail: `${each(ms.commandsOnOne)} each; the bare client, which needs each revision for the next, ${milliseconds(ms.bareOnOne / atOnce)}`,
      },
    ];
  } finally {
    await store.close();
    await client.dispose();
    await stop();
  }

  async function appendBare(stream: Stream): Promise<void> {
    const data = Buffer.from(body);
    const metadata = Buffer.from(JSON.stringify({ leafHash: leafHash(body) }));
    const event = binaryEvent({ id: uuidv7(), type: 'ProjectFundingRevised', data, metadata });
    const appended = await client.appendToStream(`bare-${stream.name}`, event, { streamState: stream.bare });
    stream.bare = appended.nextExpectedRevision;
  }

  async function appendOurs(stream: Stream): Promise<void> {
    stream.ours = (await store.append(saveOf(`budget-${stream.name}`, stream.ours, body))).lastRevision;
  }
}

function amountOf(round: number, turn: number): number {
  return (round + 1) * turns + turn + 1;
}

function saveOf(stream: string, expectedRevision: number, body: string): NewSave {
  const id = uuidv7();
  return {
    stream,
    expectedRevision,
    version: expectedRevision + 2,
    commandId: id,
    commandHash: 'a'.repeat(64),
    events: [{ id, type: 'ProjectFundingRevised', body, leafHash: leafHash(body) }],
  };
}
