import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Readiness } from '../app/readiness.js';
import { answer } from './answer.js';
import type { Incoming } from './bodies/held-bytes.js';
import { incomingWithin } from './bodies/held-bytes.js';
import type { BodyLimits } from './bodies/limits.js';
import { drainable } from './draining.js';
import { metricsRoute, readyz, healthz } from './health.js';
import type { Logger } from './logger.js';
import type { CountFaults } from './metrics/fault-metrics.js';
import type { ProcessMetrics } from './metrics/process-metrics.js';
import { processMetrics } from './metrics/process-metrics.js';
import { listen } from './port-taken.js';
import type { AllowedOrigins } from './origins.js';
import type { Routes } from './route.js';

export interface FrontOptions {
  readiness: () => Promise<Readiness>;
  logger: Logger;
  host: string;
  /** 0: a free one. */
  port: number;
  /** Of other sites whose pages may ask here; default: none. */
  allowedOrigins?: readonly string[];
  /** Of what clients send; default: `bodies/limits.ts`. */
  bodyLimits?: Partial<BodyLimits>;
  /** What the metrics say of this process: its role, its engines. */
  about?: Record<string, string>;
  /** How often its projector has lost its stores or its lead; absent: it has none. */
  reopened?: () => number;
  /** How often its stores began to fail; absent: it tells of none. */
  faults?: CountFaults;
}

/** The door of a process: it listens, says how the process does, and answers what else it is given routes for. */
export interface Front {
  url: string;
  http: Server;
  metrics: ProcessMetrics;
  /** Shared with whatever else takes something from clients. */
  incoming: Incoming;
  /** A connection of it is another protocol's from now on. */
  handOver(socket: Duplex): void;
  /** What else is answered, from now on. */
  answerAlso(routes: Routes): void;
  /**
   * Answers the requests that have begun, for so long at most, and tells every client the end: by `Connection: close` with
   * an answer, by the end of the connection where nothing is under way, by 503 where half a request has come in.
   */
  stop(drainMs: number): Promise<void>;
}

/**
 * How long a connection is kept open between two requests: longer than the proxy of `deploy/nginx.conf` and ordinary
 * clients keep theirs, so that they and not the server end it. A request that crosses the server's end of a connection
 * is answered by nobody, and its client cannot know whether it was carried out.
 */
const keepAliveMs = 75_000;

/**
 * A client that takes longer for the head of a request is cut off by Node.js with 408, as one is that takes five minutes for
 * the whole of it.
 */
const slowness = {
  headersTimeout: 20_000,
  requestTimeout: 300_000,
  connectionsCheckingInterval: 5_000,
};

/** @param routes what is answered beside the process's state until there is more @throws PortTaken */
export async function openFront(options: FrontOptions, routes: Routes): Promise<Front> {
  const { readiness, logger, host, port } = options;
  const origins: AllowedOrigins = new Set(options.allowedOrigins);
  const incoming = incomingWithin(options.bodyLimits);
  const metrics = processMetrics({ about: {}, now: Date.now, ...options });
  const http = createServer({ keepAliveTimeout: keepAliveMs, ...slowness });
  const draining = drainable(http);
  const own: Routes = new Map([
    ['/healthz', healthz],
    ['/metrics', metricsRoute(metrics)],
    ['/readyz', readyz({ readiness, stopping: draining.isStopping })],
  ]);
  let all: Routes = new Map([...routes, ...own]);
  http.on('request', (request, response) => {
    if (draining.begin(request, response)) void answer(request, response, all, { logger, host, origins, incoming });
  });
  await listen(http, host, port);
  const { address, family, port: bound } = http.address() as AddressInfo;
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`;
  logger.info({ url }, 'listening');

  return {
    url,
    http,
    metrics,
    incoming,
    answerAlso: (more) => void (all = new Map([...more, ...own])),
    handOver: draining.handOver,
    stop: draining.stop,
  };
}
