import type { Db } from 'mongodb';
import { MongoClient } from 'mongodb';
import type { MongoPlace } from '../../../src/adapters/read-model/mongo/url.js';

/** Looks into a database, or changes something in it, past the adapter. */
export async function inDatabase<Found>(place: MongoPlace, work: (database: Db) => Promise<Found>): Promise<Found> {
  const client = await MongoClient.connect(place.url);
  try {
    return await work(client.db(place.database));
  } finally {
    await client.close();
  }
}

export function collectionsIn(place: MongoPlace, named: RegExp): Promise<string[]> {
  return inDatabase(place, async (database) => {
    const found = await database.listCollections({}, { nameOnly: true }).toArray();
    return found
      .map(({ name }) => name)
      .filter((name) => named.test(name))
      .sort();
  });
}

/** Every document of those collections, each in the order of its `_id`. */
export async function documentsIn(place: MongoPlace, named: RegExp): Promise<Record<string, unknown[]>> {
  const names = await collectionsIn(place, named);
  return inDatabase(place, async (database) => {
    const found: Record<string, unknown[]> = {};
    for (const name of names) found[name] = await database.collection(name).find().sort({ _id: 1 }).toArray();
    return found;
  });
}
