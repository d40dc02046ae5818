import type { Services } from '../../services/services.js';
import type { ActorDirectory } from '../ports/actor-directory.js';
import type { Front, FrontOptions } from './front.js';
import { openFront } from './front.js';
import { graphqlEndpoint } from './graphql.js';
import type { HeavyReaders } from './heavy/question.js';
import type { LiveCounts, LiveLimits } from './live/limits.js';
import { liveEndpoint } from './live/live.js';
import type { CacheFigures } from './metrics/cache-metrics.js';
import { measuredCommands } from './metrics/measured-commands.js';
import { serverMetrics } from './metrics/metrics.js';
import { whileStarting } from './not-here.js';
import { replyCache } from './reply-cache.js';
import { faultReporter } from './report-faults.js';
import { routesOf } from './routes.js';

export interface ServerOptions extends FrontOptions {
  services: Services;
  directory: ActorDirectory;
  /** One that listens already; default: a new one. */
  front?: Front;
  /** How long a stop waits for requests that are under way. */
  drainMs?: number;
  /** Bytes of answers that are kept to be given again (`reply-cache.ts`); 0: every query is executed. */
  replyCacheBytes?: number;
  /** Who answers what is heavy; this server stops them. Absent: it is answered here. */
  readers?: HeavyReaders;
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

/** The HTTP side: answers each request by its route, and stops without dropping any. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { logger, drainMs = 10_000, replyCacheBytes = 32 * 1024 * 1024 } = options;
  const report = faultReporter(logger);
  const readers = options.readers ?? null;
  const endpoint = await graphqlEndpoint({ report, readers });
  const replies = replyCache(replyCacheBytes);
  const front = options.front ?? (await openFront(options, whileStarting));
  const { incoming } = front;
  const limits = options.liveLimits ?? {};
  const live = liveEndpoint({ ...options, schema: endpoint.schema, report, limits, incoming });
  const metrics = serverMetrics(front.metrics.registry, {
    caches: () => ({
      ...options.caches?.(),
      ...(replies === null ? {} : { replies: replies.figures() }),
      ...endpoint.figures().caches,
    }),
    executions: () => ({ ...endpoint.figures().executions }),
    live: () => live.counts,
    lateSaves: options.lateSaves ?? (() => 0),
  });
  const services = { ...options.services, commands: measuredCommands(options.services.commands, metrics) };
  front.answerAlso(routesOf({ ...options, services, endpoint, replies, metrics }));
  live.attach(front.http, front.handOver);
  logger.info({ url: front.url }, 'serving');

  return {
    url: front.url,
    live: live.counts,
    async stop() {
      await Promise.all([front.stop(drainMs), live.stop(drainMs)]);
      await readers?.stop();
      await endpoint.stop();
    },
  };
}
