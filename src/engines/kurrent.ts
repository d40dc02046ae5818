import type * as Adapter from '../adapters/event-store/kurrent/index.js';
import type { KurrentLocation } from '../adapters/event-store/kurrent/url.js';
import { kurrentSchemes, parseKurrentUrl, shownUrl } from '../adapters/event-store/kurrent/url.js';
import type { EventStoreEngine } from './engine.js';

/** Loaded by those who use it: the client takes as long as all the rest of the program's start. */
function adapter(): Promise<typeof Adapter> {
  return import('../adapters/event-store/kurrent/index.js');
}

/** The event store in KurrentDB, or in EventStoreDB, as it was called before; it has neither a lock for writers nor a copy. */
export const kurrentEventStore: EventStoreEngine<KurrentLocation> = {
  name: 'KurrentDB',
  schemes: kurrentSchemes,
  form: {
    zh: 'kurrentdb://[用户:密码@]主机:端口[,主机:端口…]/<账本名>[?tls=true|false&…]（集群亦可写 kurrentdb+discover://）',
    en: 'kurrentdb://[user:password@]host:port[,host:port…]/<ledger>[?tls=true|false&…] (for a cluster also kurrentdb+discover://)',
  },
  parse: parseKurrentUrl,
  location: shownUrl,
  folders: () => [],
  open: async (location) => (await adapter()).openKurrentEventStore(location),
  openReader: async (location) => (await adapter()).openKurrentEventReader(location),
  countEvents: async (location) => (await adapter()).countKurrentEvents(location),
  inspect: async (location) => (await adapter()).inspectKurrentEventStore(location),
  ownBackups: {
    zh: 'KurrentDB 自带的备份是数据目录的副本（先复制 *.chk，后复制其余文件）或卷快照',
    en: "KurrentDB's own backups are copies of its data folder (its *.chk files first, then the rest) or snapshots of the volume",
  },
};
