/** Ledgers in KurrentDB for tests: each has a name of its own on a server that they share. */
import { basename } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { KurrentDBClient, streamNameFilter } from '@kurrent/kurrentdb-client';
import type { KurrentLocation } from '../../../src/adapters/event-store/kurrent/index.js';
import { parseKurrentUrl } from '../../../src/adapters/event-store/kurrent/index.js';
import { connectionString } from '../../../src/adapters/event-store/kurrent/url.js';
import type { KurrentServer } from './kurrent-server/kurrent-server.js';
import { startKurrentServer } from './kurrent-server/kurrent-server.js';

/** Without a ledger's name; none: the tests start a server of their own, which shows nothing about the engine. */
const givenUrl = process.env['TEST_KURRENTDB_URL'];

/** A ledger of this name on a server with this URL, which names none. */
export function ledgerAt(url: string, ledger: string): KurrentLocation {
  const location = parseKurrentUrl(url.replace(/\/*(\?|$)/, `/${ledger}$1`));
  if (location === null) throw new Error(`${ledger} is no name of a ledger, or TEST_KURRENTDB_URL no URL`);
  return location;
}

/** One server for the tests of a file: that of TEST_KURRENTDB_URL, or one of ours. */
export function useKurrentLedgers(): { ledgerOf(folder: string): KurrentLocation } {
  let own: KurrentServer | null = null;
  const used = new Map<string, KurrentLocation>();
  beforeAll(async () => {
    if (givenUrl === undefined) own = await startKurrentServer();
  });
  afterAll(async () => {
    if (own !== null) await own.stop();
    else for (const location of used.values()) await dropLedger(location);
  });
  return {
    ledgerOf(folder) {
      const name = basename(folder);
      const location = used.get(name) ?? ledgerAt(own?.url ?? givenUrl ?? '', name);
      used.set(name, location);
      return location;
    },
  };
}

/** Leaves nothing of it behind: its streams are deleted. */
async function dropLedger(location: KurrentLocation): Promise<void> {
  const client = KurrentDBClient.connectionString(connectionString(location));
  const streams = new Set<string>();
  const filter = streamNameFilter({ prefixes: [`${location.ledger}:`] });
  for await (const { event } of client.readAll({ filter })) if (event !== undefined) streams.add(event.streamId);
  for (const stream of streams) await client.deleteStream(stream);
  await client.dispose();
}
