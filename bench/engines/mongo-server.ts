import { MongoClient } from 'mongodb';

export interface MongoServer {
  url: string;
  /** For the notes of a figure. */
  what: string;
  isFerret: boolean;
}

/** That of TEST_MONGODB_URL; null: it names none. */
export async function mongoServer(): Promise<MongoServer | null> {
  const url = process.env['TEST_MONGODB_URL'] ?? '';
  if (url === '') return null;
  const client = new MongoClient(url);
  try {
    const told = await client.db().command({ buildInfo: 1 });
    const isFerret = 'ferretdbVersion' in told;
    const what = isFerret ? 'FerretDB, which is no speed of MongoDB' : `MongoDB ${String(told['version'])}`;
    return { url, what, isFerret };
  } finally {
    await client.close();
  }
}

/** A database of its own on the server, as READ_MODEL names it, for the time of the work. */
export async function inDatabase<Result>(
  { url }: MongoServer,
  name: string,
  work: (readModel: string) => Promise<Result>,
): Promise<Result> {
  const database = `bench_${name}_${process.pid}`;
  const place = new URL(url);
  place.pathname = `/${database}`;
  try {
    return await work(place.toString());
  } finally {
    const client = new MongoClient(url);
    await client.db(database).dropDatabase();
    await client.close();
  }
}
