import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Services } from '../../services/services.js';
import type { Readiness } from '../app/readiness.js';
import type { ActorDirectory } from '../ports/actor-directory.js';
import { answer } from './answer.js';
import { graphqlEndpoint } from './graphql.js';
import type { LiveCounts, LiveLimits } from './live/limits.js';
import { liveEndpoint } from './live/live.js';
import type { Logger } from './logger.js';
import type { CacheFigures } from './metrics/cache-metrics.js';
import { measuredCommands } from './metrics/measured-commands.js';
import { serverMetrics } from './metrics/metrics.js';
import { replyCache } from './reply-cache.js';
import { listen } from './port-taken.js';
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
  /** Bytes of answers that are kept to be given again (`reply-cache.ts`); 0: every query is executed. */
  replyCacheBytes?: number;
  /** Of sockets; default: `live/limits.ts`. */
  liveLimits?: Partial<LiveLimits>;
  /** Of the caches behind the services, for the metrics. */
  caches?: () => Record<string, CacheFigures>;
  /** Saves of this process that landed too late. */
  lateSaves?: () => number;
}

export interface RunningServer {
  url: string;
  /** Sockets and subscriptions that are open now. */
  live: Readonly<LiveCounts>;
  /** Takes no new requests, answers those that are under way, then ends. */
  stop(): Promise<void>;
}

/** The HTTP side: listens, answers each request by its route, and stops without dropping any. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { logger, host, port, drainMs = 10_000, replyCacheBytes = 32 * 1024 * 1024 } = options;
  const report = (reference: string, fault: unknown) => logger.error({ reference, err: fault }, 'fault');
  const endpoint = await graphqlEndpoint(report);
  const live = liveEndpoint({ ...options, schema: endpoint.schema, report, limits: options.liveLimits ?? {} });
  const state = { stopping: false };
  const replies = replyCache(replyCacheBytes);
  const metrics = serverMetrics({
    readiness: options.readiness,
    now: Date.now,
    caches: () => ({
      ...options.caches?.(),
      ...(replies === null ? {} : { replies: replies.figures() }),
      documents: endpoint.figures().documents,
    }),
    executions: () => ({ ...endpoint.figures().executions }),
    live: () => live.counts,
    lateSaves: options.lateSaves ?? (() => 0),
  });
  const services = { ...options.services, commands: measuredCommands(options.services.commands, metrics) };
  const routes = routesOf({ ...options, services, endpoint, replies, metrics, stopping: () => state.stopping });
  const server = createServer((request, response) => {
    // A connection that is kept alive after its last answer would delay the stop.
    response.once('close', () => state.stopping && setImmediate(() => server.closeIdleConnections()));
    void answer(request, response, routes, { logger, host });
  });
  live.attach(server);
  await listen(server, host, port);
  const { address, family, port: bound } = server.address() as AddressInfo;
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`;
  logger.info({ url }, 'serving');

  return {
    url,
    live: live.counts,
    async stop() {
      state.stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const patience = setTimeout(() => server.closeAllConnections(), drainMs);
      await Promise.all([closed, live.stop(drainMs)]);
      clearTimeout(patience);
      await endpoint.stop();
    },
  };
}
