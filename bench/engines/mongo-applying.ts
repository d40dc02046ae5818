import type { Document } from 'mongodb';
import { MongoClient } from 'mongodb';
import { v7 as uuidv7 } from 'uuid';
import { openMongoReadModelWriter } from '../../src/adapters/read-model/mongo/index.js';
import type { ReadModelWriter } from '../../src/ports/read-model.js';
import { applyLog, recordUnits } from '../support/following.js';
import { temporaryLedger } from '../support/ledger.js';
import { measureInTurn } from '../support/measure.js';

/** How much is recorded and followed, and how often. */
export interface Applying {
  units: number;
  /** Of each unit's budget. */
  edits: number;
  rounds: number;
}

export interface Applied {
  documents: number;
  /** Medians. */
  bareMs: number;
  oursMs: number;
}

/** Following the log and applying it, against the bare driver's bulkWrite of the very documents, with the same indexes. */
export async function applyOnMongo(url: string, { units, edits, rounds }: Applying): Promise<Applied> {
  // Each has a database of its own: that of the warming round comes first.
  const turns = Array.from({ length: rounds + 1 }, (_, turn) => turn - 1);
  const client = new MongoClient(url);
  const ledger = await temporaryLedger();
  const named = `bench_${uuidv7().replaceAll('-', '')}`;
  const databaseOf = (side: string, round: number) => `${named}_${side}${round + 1}`;
  const made = ['ours', 'bare'].flatMap((side) => turns.map((round) => databaseOf(side, round)));
  const open = new Set<ReadModelWriter>();
  try {
    await recordUnits(ledger, { units, projects: 25, edits });
    const writers: ReadModelWriter[] = [];
    for (const round of turns) {
      const writer = await openMongoReadModelWriter({ url, database: databaseOf('ours', round) });
      writers.push(writer);
      open.add(writer);
    }
    const applyIn = async (round: number) => {
      const writer = writers[round + 1];
      if (writer === undefined) throw new Error('there is no writer for this round');
      await applyLog(ledger, writer);
    };
    await applyIn(-1);
    const collections = await collectionsOf(client, databaseOf('ours', -1));
    for (const round of turns) await makeIndexes(client, databaseOf('bare', round), collections);
    const { bare: bareMs, ours: oursMs } = await measureInTurn(
      {
        bare: (round) => writeBare(client, databaseOf('bare', round), collections),
        ours: (round) => (round < 0 ? null : applyIn(round)),
      },
      rounds,
    );
    const documents = collections.reduce((sum, each) => sum + each.documents.length, 0);
    return { documents, bareMs, oursMs };
  } finally {
    for (const writer of open) await writer.close();
    for (const database of made) await client.db(database).dropDatabase();
    await client.close();
    await ledger.remove();
  }
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
