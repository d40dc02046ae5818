import type { ClientSession, Db } from 'mongodb';
import { MongoClient } from 'mongodb';
import { cannotConnect, tooOld } from './failures.js';
import type { MongoPlace } from './url.js';

/** A client of one database, as this adapter reads and writes. */
export interface Connection {
  place: MongoPlace;
  database: Db;
  /** "7.0.12" */
  version: string;
  kind: 'standalone' | 'replica set' | 'sharded';
  /**
   * Of every read: it sees all that the reads and writes of this connection before it have seen, on whichever server is
   * the leader by then. Reads of one session may run beside each other; writes may not.
   */
  reads: ClientSession;
  /** Runs a write; what is read afterwards sees it. */
  write<Result>(work: (session: ClientSession) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** The oldest server with fixes for what is asked of it here; wire protocols of older ones may work and are not tried. */
const oldestVersion = 6;

/** Writes count when a majority has them on disk; reads see nothing that could be taken back. */
const concerns = {
  readConcern: { level: 'majority' },
  writeConcern: { w: 'majority', journal: true },
  readPreference: 'primary',
  ignoreUndefined: true,
} as const;

/**
 * A server that does not answer is noticed within ten seconds, also where the connection stays open in silence; unless the
 * URL says something else.
 */
const patience = { serverSelectionTimeoutMS: 5_000, connectTimeoutMS: 5_000, heartbeatFrequencyMS: 5_000 };

function patienceFor({ url }: MongoPlace): Partial<typeof patience> {
  const said = [...new URLSearchParams(url.split('?')[1]).keys()].map((option) => option.toLowerCase());
  return Object.fromEntries(Object.entries(patience).filter(([option]) => !said.includes(option.toLowerCase())));
}

/** @throws CannotConnect */
export async function connect(place: MongoPlace): Promise<Connection> {
  let client: MongoClient | null = null;
  try {
    client = new MongoClient(place.url, { appName: 'budget-ledger', ...patienceFor(place), ...concerns });
    await client.connect();
    const database = client.db(place.database);
    const { version } = (await database.command({ buildInfo: 1 })) as unknown as { version: string };
    if (Number.parseInt(version, 10) < oldestVersion) throw tooOld(place, version, `${oldestVersion}.0`);
    const { setName, msg } = (await database.command({ hello: 1 })) as unknown as { setName?: string; msg?: string };
    return connectionOf(place, client, version, kindOf(setName, msg));
  } catch (error) {
    await client?.close();
    throw cannotConnect(place, error);
  }
}

function kindOf(setName: string | undefined, msg: string | undefined): Connection['kind'] {
  if (msg === 'isdbgrid') return 'sharded';
  return setName === undefined ? 'standalone' : 'replica set';
}

function connectionOf(place: MongoPlace, client: MongoClient, version: string, kind: Connection['kind']): Connection {
  const reads = client.startSession({ causalConsistency: true });
  return {
    place,
    database: client.db(place.database),
    version,
    kind,
    reads,
    write: (work) =>
      client.withSession({ causalConsistency: true }, async (session) => {
        const result = await work(session);
        if (session.clusterTime !== undefined) reads.advanceClusterTime(session.clusterTime);
        if (session.operationTime !== undefined) reads.advanceOperationTime(session.operationTime);
        return result;
      }),
    async close() {
      await reads.endSession();
      await client.close();
    },
  };
}
