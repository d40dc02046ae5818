import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { MongoClient } from 'mongodb';
import { buildFerretDb } from './build.js';
import { freePort } from './free-port.js';
import { startPostgreSql } from './postgresql.js';

export interface TestServer {
  url: string;
  stop(): Promise<void>;
}

/** FerretDB on a PostgreSQL of its own, on a free port of 127.0.0.1. @throws Error why it cannot be had */
export async function startFerretDb(): Promise<TestServer> {
  const program = buildFerretDb();
  const postgresql = await startPostgreSql();
  const port = await freePort();
  const server = spawn(program, ['-listen', `127.0.0.1:${port}`], {
    env: { ...process.env, POSTGRESQL_URL: postgresql.url },
    stdio: ['pipe', 'ignore', 'ignore'],
  });

  async function stop(): Promise<void> {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
    await postgresql.stop();
  }

  const url = `mongodb://127.0.0.1:${port}/`;
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 30_000 });
  try {
    await client.db('admin').command({ ping: 1 });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    await client.close();
  }
}
