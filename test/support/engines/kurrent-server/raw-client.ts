/** Test servers and raw clients of one test file, ended after each of its tests. */
import { binaryEvent, KurrentDBClient } from '@kurrent/kurrentdb-client';
import type { KurrentServer, KurrentServerOptions } from './kurrent-server.js';
import { startKurrentServer } from './kurrent-server.js';

const servers: KurrentServer[] = [];
const clients: KurrentDBClient[] = [];

export async function startServer(options?: KurrentServerOptions): Promise<KurrentServer> {
  const server = await startKurrentServer(options);
  servers.push(server);
  return server;
}

/** @param options of the client, as its URL has them */
export function clientOf({ url }: { url: string }, options = ''): KurrentDBClient {
  // The native bridge waits so long before it connects for the first time.
  const client = KurrentDBClient.connectionString(`${url}&discoveryInterval=10${options}`);
  clients.push(client);
  return client;
}

/** For `afterEach`. */
export async function endServers(): Promise<void> {
  await Promise.all(clients.splice(0).map((client) => client.dispose()));
  await Promise.all(servers.splice(0).map((server) => server.stop()));
}

export const saved = (text: string, id: string = crypto.randomUUID()) =>
  binaryEvent({ id, type: 'saved', data: Buffer.from(text), metadata: Buffer.from('{"of":1}') });

export async function eventsOf<Each>(read: AsyncIterable<Each>): Promise<Each[]> {
  const events: Each[] = [];
  for await (const each of read) events.push(each);
  return events;
}

export const textOf = (data: unknown): string => Buffer.from(data as Uint8Array).toString();
