import { KurrentDBClient, streamNameFilter } from '@kurrent/kurrentdb-client';
import { MongoClient } from 'mongodb';
import { databaseName, eventStore, ledgerName, readModel } from './pair.js';

/** Leaves nothing of a data folder's stores on the servers of the pair; what is in the folder goes with it. */
export async function dropStores(directory: string): Promise<void> {
  if (readModel === 'mongodb') await dropDatabase(databaseName(directory));
  if (eventStore === 'kurrentdb') await dropLedger(ledgerName(directory));
}

async function dropDatabase(name: string): Promise<void> {
  const client = new MongoClient(process.env['TEST_MONGODB_URL'] ?? '');
  try {
    await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}

async function dropLedger(name: string): Promise<void> {
  const client = KurrentDBClient.connectionString(process.env['TEST_KURRENTDB_URL'] ?? '');
  const streams = new Set<string>();
  try {
    for await (const { event } of client.readAll({ filter: streamNameFilter({ prefixes: [`${name}:`] }) }))
      if (event !== undefined) streams.add(event.streamId);
    for (const stream of streams) await client.deleteStream(stream);
  } finally {
    await client.dispose();
  }
}
