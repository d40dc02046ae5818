import { join } from 'node:path';
import type { Document } from 'mongodb';
import { MongoClient } from 'mongodb';
import { v7 as uuidv7 } from 'uuid';
import { openSqliteEventReader } from '../../src/adapters/event-store/sqlite/index.js';
import { openMongoReadModelWriter } from '../../src/adapters/read-model/mongo/index.js';
import { runProjector } from '../../src/app/projector.js';
import type { ReadModelWriter } from '../../src/ports/read-model.js';
import type { TemporaryLedger } from '../support/ledger.js';
import { editTimes, openBudget, temporaryLedger } from '../support/ledger.js';
import type { Figure } from '../support/measure.js';
import { measureInTurn, milliseconds } from '../support/measure.js';

/** How much is recorded and followed. */
export interface Applying {
  units: number;
  /** Of each unit's budget. */
  edits: number;
  rounds: number;
}

/** Following the log and applying it, against the bare driver's bulkWrite of the very documents, with the same indexes. */
export async function mongoApplying(url: string, what: string, { units, edits, rounds }: Applying): Promise<Figure[]> {
  // Each has a database of its own: that of the warming round comes first.
  const turns = Array.from({ length: rounds + 1 }, (_, turn) => turn - 1);
  const client = new MongoClient(url);
  const ledger = await temporaryLedger();
  const named = `bench_${uuidv7().replaceAll('-', '')}`;
  const databaseOf = (side: string, round: number) => `${named}_${side}${round + 1}`;
  const made = ['ours', 'bare'].flatMap((side) => turns.map((round) => databaseOf(side, round)));
  const writers: ReadModelWriter[] = [];
  try {
    for (let unit = 0; unit < units; unit += 1) {
      const budget = await openBudget(ledger, { unit: `单位${unit}`, projects: 25, indicators: 8 });
      await editTimes(ledger, budget.budgetId, budget.projectIds, edits);
    }
    for (const round of turns) {
      writers.push(await openMongoReadModelWriter({ url, database: databaseOf('ours', round) }, {}));
    }
    await follow(ledger, writers[0]);
    const collections = await collectionsOf(client, databaseOf('ours', -1));
    for (const round of turns) await makeIndexes(client, databaseOf('bare', round), collections);
    const documents = collections.reduce((sum, each) => sum + each.documents.length, 0);
    const ms = await measureInTurn(
      {
        bare: (round) => writeBare(client, databaseOf('bare', round), collections),
        ours: (round) => (round < 0 ? null : follow(ledger, writers[round + 1])),
      },
      rounds,
    );
    return [
      {
        name: 'MongoDB, follow and apply, bulkWrite of the same documents ÷ the projector',
        value: ms.bare / ms.ours,
        bound: '≥ 0.5',
        detail: `${documents} documents; ${milliseconds(ms.ours)} and ${milliseconds(ms.bare)}, on ${what}`,
      },
    ];
  } finally {
    for (const writer of writers) await writer.close();
    for (const database of made) await client.db(database).dropDatabase();
    await client.close();
    await ledger.remove();
  }
}

async function follow({ dataDirectory, store }: TemporaryLedger, readModel?: ReadModelWriter): Promise<void> {
  if (readModel === undefined) throw new Error('there is no writer for this round');
  const head = await store.head();
  const events = openSqliteEventReader(join(dataDirectory, 'events'));
  const stop = new AbortController();
  await runProjector({
    events,
    readModel,
    signal: stop.signal,
    now: () => new Date().toISOString(),
    onApplied: ({ position }) => position === head && stop.abort(),
  });
  await events.close();
}

interface Filled {
  name: string;
  indexes: Document[];
  documents: Document[];
}

async function collectionsOf(client: MongoClient, database: string): Promise<Filled[]> {
  const names = await client.db(database).listCollections({}, { nameOnly: true }).toArray();
  const filled = names
    .filter(({ name }) => name.startsWith('views-'))
    .map(async ({ name }): Promise<Filled> => {
      const collection = client.db(database).collection(name);
      const indexes = (await collection.indexes()).filter((index) => index.name !== '_id_');
      return { name, indexes, documents: await collection.find().toArray() };
    });
  return Promise.all(filled);
}

async function makeIndexes(client: MongoClient, database: string, collections: readonly Filled[]): Promise<void> {
  for (const { name, indexes } of collections) {
    const keys = indexes.map((index) => ({ name: String(index['name']), key: index['key'] as Record<string, 1> }));
    if (keys.length > 0) await client.db(database).collection(name).createIndexes(keys);
  }
}

async function writeBare(client: MongoClient, database: string, collections: readonly Filled[]): Promise<void> {
  const concern = { ordered: false, writeConcern: { w: 'majority', journal: true } } as const;
  await Promise.all(
    collections
      .filter(({ documents }) => documents.length > 0)
      .map(({ name, documents }) =>
        client
          .db(database)
          .collection(name)
          .bulkWrite(
            documents.map((document) => ({ insertOne: { document } })),
            concern,
          ),
      ),
  );
}
