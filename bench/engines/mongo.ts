import { MongoClient } from 'mongodb';
import { asOf } from '../as-of.js';
import type { Figure } from '../support/measure.js';
import { mongoApplying } from './mongo-applying.js';

/** What MongoDB is measured by, where TEST_MONGODB_URL names a server; else it says that it was skipped. */
export async function mongo(): Promise<Figure[]> {
  const url = process.env['TEST_MONGODB_URL'] ?? '';
  if (url === '') {
    console.error('skipped: the figures of MongoDB (TEST_MONGODB_URL names no server)');
    return [];
  }
  const client = new MongoClient(url);
  try {
    const told = await client.db().command({ buildInfo: 1 });
    if (!('ferretdb' in told)) return await onServer(client, url, `MongoDB ${String(told['version'])}`);
    console.error('skipped: as-of on MongoDB (FerretDB reads a whole collection for it, whatever the indexes)');
    return await mongoApplying(url, 'FerretDB, which is no speed of MongoDB', { units: 1, edits: 50, rounds: 1 });
  } finally {
    await client.close();
  }
}

async function onServer(client: MongoClient, url: string, what: string): Promise<Figure[]> {
  const place = new URL(url);
  place.pathname = `/bench_as_of_${process.pid}`;
  try {
    const applying = await mongoApplying(url, what, { units: 10, edits: 1_000, rounds: 5 });
    return [...applying, ...(await asOf({ name: 'MongoDB, ', environment: { READ_MODEL: place.toString() } }))];
  } finally {
    await client.db(place.pathname.slice(1)).dropDatabase();
  }
}
