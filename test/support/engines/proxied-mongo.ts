/** The server of TEST_MONGODB_URL behind a proxy that spoils connections. */
import type { MongoPlace } from '../../../src/adapters/read-model/mongo/url.js';
import type { TcpProxy } from '../processes/tcp-proxy.js';
import { startTcpProxy } from '../processes/tcp-proxy.js';
import { mongoPlaceFor } from './mongo-databases.js';

/** The place of a directory, through a proxy of its own. @throws Error where the URL names more than one plain server */
export async function startProxiedMongo(directory: string): Promise<{ proxy: TcpProxy; spoilt: MongoPlace }> {
  const place = mongoPlaceFor(directory);
  const url = new URL(place.url);
  if (url.protocol !== 'mongodb:' || url.host.includes(','))
    throw new Error(
      'TEST_MONGODB_URL has to name one server (mongodb://host:port/), so that a proxy can stand before it',
    );
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port || '27017') });
  url.host = `127.0.0.1:${proxy.port}`;
  // A member of a replica set would tell the driver to go around the proxy.
  url.searchParams.set('directConnection', 'true');
  return { proxy, spoilt: { ...place, url: url.href } };
}
