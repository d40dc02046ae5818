import { createHash } from 'node:crypto';
import { afterAll, describe } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { connect } from '../../../src/adapters/read-model/mongo/index.js';
import type { MongoPlace } from '../../../src/adapters/read-model/mongo/url.js';
import { unless } from '../skipping.js';

/** Of the server for tests. */
const url = process.env['TEST_MONGODB_URL'] ?? '';
const reason = url === '' ? 'TEST_MONGODB_URL names no server' : null;

/** Whether the server for tests is FerretDB, which only stands in. */
export async function isFerretDb(): Promise<boolean> {
  if (reason !== null) return false;
  const client = new MongoClient(url);
  try {
    const told = await client.db('admin').command({ buildInfo: 1 });
    return 'ferretdbVersion' in told || 'ferretdb' in told;
  } finally {
    await client.close();
  }
}

const made = new Set<string>();

/** A database of its own on the server for tests, one for each directory of a scratch folder. */
export function mongoPlaceFor(directory: string): MongoPlace {
  const database = `bl_test_${createHash('sha256').update(directory).digest('hex').slice(0, 24)}`;
  made.add(database);
  return { url, database };
}

/** As the engine connects, to the database of a directory. */
export function connectTo(directory: string): ReturnType<typeof connect> {
  return connect(mongoPlaceFor(directory));
}

/** Every document of every collection of a directory's database, as text. */
export async function documentsIn(directory: string): Promise<string> {
  const { database, close } = await connectTo(directory);
  try {
    const collections = await database.collections();
    const documents = await Promise.all(collections.map((each) => each.find().toArray()));
    return JSON.stringify(documents);
  } finally {
    await close();
  }
}

/** Tests that need a server: where none is given they are skipped, and say why. Their databases are dropped. */
export function onMongo(name: string, tests: () => void): void {
  unless(
    reason,
    name,
    describe,
  )(name, () => {
    afterAll(dropDatabases);
    tests();
  });
}

async function dropDatabases(): Promise<void> {
  if (made.size === 0) return;
  const client = new MongoClient(url);
  try {
    for (const database of made) await client.db(database).dropDatabase();
    made.clear();
  } finally {
    await client.close();
  }
}
