import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Services } from '../../schema/services.js';
import type { Readiness } from '../app/readiness.js';
import type { ActorDirectory } from '../ports/actor-directory.js';
import { answer } from './answer.js';
import { graphqlEndpoint } from './graphql.js';
import type { Logger } from './logger.js';
import { PortTaken } from './port-taken.js';
import { routesOf } from './routes.js';

export interface ServerOptions {
  services: Services;
  directory: ActorDirectory;
  readiness: () => Promise<Readiness>;
  logger: Logger;
  host: string;
  /** 0: a free one. */
  port: number;
  /** How long a stop waits for requests that are under way. */
  drainMs?: number;
}

export interface RunningServer {
  url: string;
  /** Takes no new requests, answers those that are under way, then ends. */
  stop(): Promise<void>;
}

/** The HTTP side: listens, answers each request by its route, and stops without dropping any. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { logger, host, port, drainMs = 10_000 } = options;
  const endpoint = await graphqlEndpoint((reference, fault) => logger.error({ reference, err: fault }, 'fault'));
  const state = { stopping: false };
  const routes = routesOf({ ...options, endpoint, stopping: () => state.stopping });
  const server = createServer((request, response) => {
    // A connection that is kept alive behind the last answer would hold up the stop.
    response.once('close', () => state.stopping && setImmediate(() => server.closeIdleConnections()));
    void answer(request, response, routes, { logger, host });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTaken(host, port, error) : error);
    });
    server.listen(port, host, resolve);
  });
  const { address, family, port: bound } = server.address() as AddressInfo;
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`;
  logger.info({ url }, 'serving');

  return {
    url,
    async stop() {
      state.stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const patience = setTimeout(() => server.closeAllConnections(), drainMs);
      await closed;
      clearTimeout(patience);
      await endpoint.stop();
    },
  };
}
