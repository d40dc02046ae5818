/**
 * Makes one MongoDB a replica set of one member, and the program's own user in it, who may read and write its database
 * alone. Run again, it changes nothing. Waits for a server that is still starting, for a minute and a half where no other time is given.
 *
 *   node deploy/set-up-mongodb.js <host:port> <folder with root-password and program-password> [<seconds>]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { MongoClient } from 'mongodb';

const host = argv[2] ?? '';
const folder = argv[3] ?? '';
const name = 'budget-ledger';
const database = 'budget_ledger';
const patienceMs = Number(argv[4] ?? 90) * 1_000;

const notYetInitialized = 94;
const alreadyInitialized = 23;
const userExists = 51003;

function secret(file) {
  return readFileSync(join(folder, file), 'utf8').trim();
}

/** What these codes mean is what is wanted. */
async function unless(codes, act) {
  try {
    await act();
  } catch (error) {
    if (!codes.includes(error.code)) throw error;
  }
}

async function setUp(client) {
  const admin = client.db('admin');
  const config = { _id: name, members: [{ _id: 0, host }] };
  await admin.command({ replSetGetStatus: 1 }).catch(async (error) => {
    if (error.code !== notYetInitialized) throw error;
    await unless([alreadyInitialized], () => admin.command({ replSetInitiate: config }));
  });
  const { isWritablePrimary } = await admin.command({ hello: 1 });
  if (!isWritablePrimary) throw new Error('no primary has been elected yet');
  const roles = [{ role: 'readWrite', db: database }];
  await unless([userExists], () =>
    client.db(database).command({ createUser: name, pwd: secret('program-password'), roles }),
  );
}

/** What is still starting, or electing, is asked again; what the server refuses is not. */
async function untilDone() {
  const end = Date.now() + patienceMs;
  const client = new MongoClient(`mongodb://${host}/`, {
    auth: { username: 'root', password: secret('root-password') },
    directConnection: true,
    serverSelectionTimeoutMS: 2_000,
  });
  try {
    for (;;) {
      try {
        return await setUp(client);
      } catch (error) {
        if (Date.now() > end) throw error;
        console.log(`not yet: ${error.message}`);
        await wait(1_000);
      }
    }
  } finally {
    await client.close();
  }
}

try {
  await untilDone();
  console.log(`MongoDB at ${host} is the replica set ${name}, and the program's user is there`);
} catch (error) {
  console.error(`MongoDB at ${host} could not be set up: ${error.message}`);
  process.exitCode = 1;
}
