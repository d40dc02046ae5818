import type { EventStoreReport } from '../../../ports/store-reports.js';
import { unencrypted } from '../../../ports/store-url.js';
import { ledgerStart } from '../../../ports/event-store.js';
import { checkServer } from './check-server.js';
import { usualPatience } from './patience.js';
import { readAll } from './reads.js';
import type { Connection } from './connection.js';
import type { KurrentLocation } from './url.js';
import { sendsPasswordOpenly } from './url.js';

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
      caution: null,
      reminders: remindersOf(location, version),
    };
  } finally {
    await connection.close();
  }
}

function remindersOf(location: KurrentLocation, version: string): EventStoreReport['reminders'] {
  const unproven = {
    zh: `KurrentDB ${version} 未经证实：尚无在真实服务器上运行的记录，本程序只用测试服务器验证过；请先在测试环境中试用，并定期备份或转储（dump）`,
    en: `KurrentDB ${version} is unproven: no run on a real server is on record, only on a test server; try it in a test environment first, and take backups or dumps`,
  };
  const alone = {
    zh: 'EVENT_STORE 只写了一个节点：如果没有其他节点，它停机时不能保存，它的磁盘损坏时只剩备份；集群请写出三个节点，或用 kurrentdb+discover://',
    en: 'EVENT_STORE names one node: if it is the only one, nothing can be saved while it is down, and backups are all that is left if its disk is lost; of a cluster name three nodes, or use kurrentdb+discover://',
  };
  const { scheme, hosts } = location;
  return [
    unproven,
    ...(scheme === 'kurrentdb' && hosts.length === 1 ? [alone] : []),
    ...(sendsPasswordOpenly(location) ? [unencrypted('EVENT_STORE')] : []),
  ];
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
