/** A server of KurrentDB behind a proxy that spoils connections: that of TEST_KURRENTDB_URL, or one of ours. */
import type { KurrentLocation } from '../../../src/adapters/event-store/kurrent/index.js';
import type { TcpProxy } from '../processes/tcp-proxy.js';
import { startTcpProxy } from '../processes/tcp-proxy.js';
import { ledgerAt } from './kurrent-ledgers.js';
import type { KurrentServer } from './kurrent-server/kurrent-server.js';
import { startKurrentServer } from './kurrent-server/kurrent-server.js';

export interface ProxiedKurrent {
  proxy: TcpProxy;
  /** One of its own for each test. */
  spoilt: KurrentLocation;
  /** As EVENT_STORE takes it. */
  spoiltUrl: string;
  /** The same ledger, past the proxy. */
  direct: KurrentLocation;
  stop(): Promise<void>;
}

export async function startProxiedKurrent(): Promise<ProxiedKurrent> {
  const given = process.env['TEST_KURRENTDB_URL'];
  let own: KurrentServer | null = null;
  if (given === undefined || !canBeProxied(given)) own = await startKurrentServer();
  const url = own?.url ?? given ?? '';
  const [, host = '', port = '2113'] = placeOf(url) ?? [];
  const proxy = await startTcpProxy({ host, port: Number(port) });
  const ledger = `test-${crypto.randomUUID()}`;
  const spoilt = url.replace(/(\/\/(?:[^@]*@)?)[^/?]+/, `$1127.0.0.1:${proxy.port}`);
  return {
    proxy,
    spoilt: ledgerAt(spoilt, ledger),
    spoiltUrl: spoilt.replace(/\/*(\?|$)/, `/${ledger}$1`),
    direct: ledgerAt(url, ledger),
    async stop() {
      await proxy.stop();
      await own?.stop();
    },
  };
}

const placeOf = (url: string): RegExpExecArray | null => /\/\/(?:[^@]*@)?([^:,/?]+)(?::(\d+))?(?=[/?]|$)/.exec(url);

/** A certificate names its host, and a cluster its nodes: neither can be reached at another address. */
function canBeProxied(url: string): boolean {
  const can = /[?&]tls=false/.test(url) && !url.includes('+discover') && placeOf(url) !== null;
  if (!can) process.stderr.write('TEST_KURRENTDB_URL cannot be reached through a proxy: a server of ours is used\n');
  return can;
}
