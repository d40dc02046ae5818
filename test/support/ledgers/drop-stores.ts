import { databaseName, eventStore, ledgerName, readModel } from './pair.js';

/**
 * Leaves nothing of a data folder's stores on the servers of the pair; what is in the folder goes with it. The drivers are
 * loaded where a pair needs them: almost every file of tests comes by here, and each would load them anew.
 */
export async function dropStores(directory: string): Promise<void> {
  if (readModel === 'mongodb') await dropDatabase(databaseName(directory));
  if (eventStore === 'kurrentdb') await dropLedger(ledgerName(directory));
}

async function dropDatabase(name: string): Promise<void> {
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(process.env['TEST_MONGODB_URL'] ?? '');
  try {
    await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}

async function dropLedger(name: string): Promise<void> {
  const { KurrentDBClient, streamNameFilter } = await import('@kurrent/kurrentdb-client');
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
