import type { EventStoreReport } from '../../../ports/store-reports.js';
import { ledgerStart } from '../../../ports/event-store.js';
import { checkServer } from './check-server.js';
import { usualPatience } from './patience.js';
import { readAll } from './reads.js';
import type { Connection } from './connection.js';
import type { KurrentLocation } from './url.js';

const page = 2_000;

/** Reads the ledger from end to end: the server keeps no count of it. @throws CannotConnect, ForeignChange */
export async function countKurrentEvents(location: KurrentLocation): Promise<number> {
  const { connection } = await checkServer(location, usualPatience);
  try {
    return (await countAll(connection)).events;
  } finally {
    await connection.close();
  }
}

/** @throws CannotConnect, ForeignChange */
export async function inspectKurrentEventStore(location: KurrentLocation): Promise<EventStoreReport> {
  const { connection, version } = await checkServer(location, usualPatience);
  try {
    return {
      engine: `KurrentDB ${version}`,
      location: connection.where,
      ...(await countAll(connection)),
      // The server checks its own files, and tells nobody over this protocol.
      check: null,
      caution: {
        zh: '尚无在真实服务器上运行的记录：本引擎只用测试服务器验证过；请先在测试环境中试用，并用服务器自带的工具备份',
        en: "no run on a real server is on record: this engine was proven on a test server only; try it in a test environment first, and make backups with the server's own tools",
      },
    };
  } finally {
    await connection.close();
  }
}

/** Also finds, by reading it, whatever in the ledger's streams is not its own. */
async function countAll(connection: Connection): Promise<{ events: number; streams: number; bytes: number }> {
  const streams = new Set<string>();
  let events = 0;
  let bytes = 0;
  for (let after = ledgerStart; ;) {
    const read = await readAll(connection, after, page);
    for (const { stream, body } of read) {
      streams.add(stream);
      bytes += Buffer.byteLength(body);
    }
    events += read.length;
    after = read.at(-1)?.position ?? after;
    if (read.length < page) return { events, streams: streams.size, bytes };
  }
}
