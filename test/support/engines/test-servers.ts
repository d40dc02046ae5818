import { startFerretDb } from './ferretdb/ferretdb.js';
import { startKurrentServer } from './kurrent-server/kurrent-server.js';

export interface TestServers {
  /** The variables by which tests find the servers; what was given stays as it is. */
  environment: { TEST_MONGODB_URL?: string; TEST_KURRENTDB_URL?: string };
  /** What could not be started, and why. */
  missing: string[];
  stop(): Promise<void>;
}

/** Starts a server for each engine that none is named for. */
export async function startTestServers(): Promise<TestServers> {
  const environment: TestServers['environment'] = {};
  const missing: string[] = [];
  const started: { stop(): Promise<void> }[] = [];

  async function start(
    variable: keyof TestServers['environment'],
    name: string,
    open: () => Promise<{ url: string; stop(): Promise<void> }>,
  ): Promise<void> {
    if (process.env[variable] !== undefined) return;
    try {
      const server = await open();
      started.push(server);
      environment[variable] = server.url;
    } catch (error) {
      missing.push(`${name}: ${(error as Error).message}`);
    }
  }

  await start('TEST_KURRENTDB_URL', 'the test server for KurrentDB', () => startKurrentServer());
  await start('TEST_MONGODB_URL', 'FerretDB (for MongoDB)', startFerretDb);
  return {
    environment,
    missing,
    async stop() {
      for (const server of started.splice(0)) await server.stop();
    },
  };
}
