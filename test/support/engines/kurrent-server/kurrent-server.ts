/**
 * A server that speaks KurrentDB's gRPC protocol, for tests of what this program does with it.
 *
 * It is: the calls that the client makes for appends (each by itself, and in batches), reads of a stream and of all,
 * subscriptions, stream metadata, deletion, the server's features and gossip, made from the client's own generated
 * definitions; the rules of a server of 23.10 for expected revisions, repeated ids, positions, bounds and errors as
 * they were measured or read; and faults on demand.
 *
 * It is not KurrentDB: one node with its log in memory, nothing synchronised to a disk, no replication, no scavenging,
 * no access lists, no persistent subscriptions, no projections, no links, and its speed says nothing. A test that
 * passes here shows how this program answers, never that the engine behaves so.
 */
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { startTcpProxy } from '../../processes/tcp-proxy.js';
import { appendCall, batchAppendCall } from './appending.js';
import { gossipCall, supportedMethodsCall } from './cluster.js';
import { deleteCall, tombstoneCall } from './deleting.js';
import type { EventLog } from './event-log.js';
import { createEventLog, metadataEvent } from './event-log.js';
import type { Faults } from './faults.js';
import { faultsOf } from './faults.js';
import { GossipService, ServerFeaturesService, StreamsService } from './generated.js';
import { openLogFile } from './log-file.js';
import type { Node } from './node.js';
import { readCall } from './reading.js';

export interface KurrentServerOptions {
  /** Keeps the log there, and begins with what it holds. */
  file?: string;
  /** A free one where none is said. */
  port?: number;
  /** Bytes of one append, as the server counts them; 1 MiB, as servers are shipped. */
  maximumAppendSize?: number;
  /** One before 22 has neither features nor appends in batches. */
  version?: string;
  /** Passwords by user. Over plain text only reads carry credentials: the client sends none with what it writes. */
  credentials?: Record<string, string>;
  tls?: { certificate: Buffer; key: Buffer };
}

export interface KurrentServer {
  /** Without a ledger's name: `kurrentdb://127.0.0.1:2113?tls=false`. */
  url: string;
  port: number;
  log: EventLog;
  faults: Faults;
  stop(): Promise<void>;
}

export async function startKurrentServer(options: KurrentServerOptions = {}): Promise<KurrentServer> {
  const file = options.file === undefined ? null : openLogFile(options.file);
  const log = createEventLog(file?.kept, file?.keep);
  if (log.events.length === 0) writeFirstEvents(log);
  const node: Node = {
    log,
    maximumAppendSize: options.maximumAppendSize ?? 1024 * 1024,
    version: options.version ?? '23.10.6',
    credentials: options.credentials ?? null,
    isNotReady: false,
    leader: null,
    runsAhead: false,
    loseAcknowledgement: null,
    kicks: new Set(),
  };
  // Clients reach it through a proxy, which is what stalls, cuts and is away.
  const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
  server.addService(StreamsService, {
    append: appendCall(node),
    batchAppend: batchAppendCall(node),
    read: readCall(node),
    delete: deleteCall(node),
    tombstone: tombstoneCall(node),
  });
  server.addService(ServerFeaturesService, { getSupportedMethods: supportedMethodsCall(node) });
  server.addService(GossipService, { read: gossipCall(node, () => ({ address: '127.0.0.1', port: proxy.port })) });
  const inner = await bound(server, options.tls);
  const proxy = await startTcpProxy({ port: inner }, options.port);
  return {
    url: `kurrentdb://127.0.0.1:${proxy.port}?tls=${options.tls !== undefined}`,
    port: proxy.port,
    log,
    faults: faultsOf(node, proxy),
    async stop() {
      await proxy.stop();
      server.forceShutdown();
      file?.close();
    },
  };
}

/** What every server writes of its own: events of others lie before the first of a ledger. */
function writeFirstEvents(log: EventLog): void {
  log.append('$users', 'no_stream', [{ ...metadataEvent({}), type: '$User' }]);
  log.append('$user-admin', 'no_stream', [{ ...metadataEvent({}), type: '$UserCreated' }]);
}

async function bound(server: Server, tls: KurrentServerOptions['tls']): Promise<number> {
  const credentials =
    tls === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.certificate }]);
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, port) => (error === null ? resolve(port) : reject(error)));
  });
}
