import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import { handleProtocols } from 'graphql-ws';
import type { ServerOptions } from 'ws';
import { WebSocketServer } from 'ws';
import type { ReportFault } from '../../../schema/errors.js';
import type { Services } from '../../../services/services.js';
import type { ActorDirectory } from '../../ports/actor-directory.js';
import { pathOf, requestIdOf } from '../answer.js';
import type { Incoming } from '../bodies/held-bytes.js';
import { identityOf } from '../identity.js';
import type { Logger } from '../logger.js';
import { stoppingNow } from '../not-here.js';
import type { AllowedOrigins } from '../origins.js';
import { RequestError } from '../request-error.js';
import { closeCodes } from './close.js';
import type { LiveCounts, LiveLimits } from './limits.js';
import { liveLimits } from './limits.js';
import { serveSocket } from './live-socket.js';
import { liveProtocol } from './protocol.js';
import { checkUpgrade, refuse, withoutOffer } from './upgrade.js';

export interface LiveOptions {
  schema: GraphQLSchema;
  services: Services;
  directory: ActorDirectory;
  logger: Logger;
  report: ReportFault;
  host: string;
  /** Of other sites whose pages may open sockets; default: none. */
  allowedOrigins?: readonly string[];
  limits?: Partial<LiveLimits>;
  /** Messages of clients are held with the bodies of requests. */
  incoming: Incoming;
}

export interface Live {
  counts: Readonly<LiveCounts>;
  /** Takes sockets of this server from now on. @param handOver told of each before anything is answered on it */
  attach(server: Server, handOver: (socket: Duplex) => void): void;
  /** Takes no more, says goodbye to those that are open, and returns when nothing works for them any more. */
  stop(drainMs: number): Promise<void>;
}

/** Subscriptions: graphql-ws at /graphql, within bounds. */
export function liveEndpoint({ host, logger, incoming, ...options }: LiveOptions): Live {
  const limits = { ...liveLimits, ...options.limits };
  const origins: AllowedOrigins = new Set(options.allowedOrigins);
  const counts: LiveCounts = { sockets: 0, subscriptions: 0 };
  const protocol = liveProtocol({ ...options, limits, counts });
  // `closeTimeout` is documented by ws 8.19, and not yet in its types.
  const socketOptions: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    maxPayload: limits.messageBytes,
    closeTimeout: limits.farewellMs,
    handleProtocols,
    // Answers to pings are counted with every other message that a client does not take.
    autoPong: false,
    perMessageDeflate: false,
  };
  const sockets = new WebSocketServer(socketOptions);
  sockets.on('wsClientError', (_error, socket) => refuse(socket, invalidUpgrade()));
  const open = new Set<Promise<void>>();
  let stopping = false;

  function accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    checkUpgrade(request, pathOf(request), { host, origins });
    const { headers } = request;
    identityOf(headers);
    if (stopping) throw stoppingNow();
    if (counts.sockets >= limits.sockets) throw tooManySockets(limits.sockets);
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const requestId = requestIdOf(request);
      const started = Date.now();
      counts.sockets += 1;
      const served = serveSocket(
        opened,
        protocol,
        (send) => ({
          headers,
          requestId,
          send,
          close: (code, reason) => opened.close(code, reason),
          identity: null,
          context: null,
          open: new Map(),
        }),
        {
          limits,
          wire: { duplex: socket, incoming },
          report: (fault) => logger.error({ requestId, err: fault }, 'fault'),
        },
      ).then(({ code, reason }) => {
        counts.sockets -= 1;
        open.delete(served);
        logger.info({ requestId, code, reason, ms: Date.now() - started }, 'socket closed');
      });
      open.add(served);
    });
  }

  return {
    counts,
    attach(server, handOver) {
      server.on('upgrade', (request, socket, head) => {
        if (request.headers.upgrade?.toLowerCase() !== 'websocket') return withoutOffer(server, request, socket, head);
        handOver(socket);
        try {
          accept(request, socket, head);
        } catch (error) {
          if (!(error instanceof RequestError)) throw error;
          logger.info(
            { requestId: requestIdOf(request), status: error.status, refusal: error.messageEn },
            'socket refused',
          );
          refuse(socket, error);
        }
      });
    },
    async stop(drainMs) {
      stopping = true;
      for (const socket of sockets.clients) socket.close(closeCodes.goingAway, '服务器正在停止。Going away.');
      const patience = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), drainMs);
      await Promise.all(open);
      clearTimeout(patience);
    },
  };
}

function tooManySockets(bound: number): RequestError {
  return new RequestError(
    503,
    'TOO_MANY_SOCKETS',
    `打开的连接已达上限 ${bound}；请关闭不用的连接，或稍后重试。`,
    `There are ${bound} connections open, which is the bound; close some, or try again later.`,
  );
}

function invalidUpgrade(): RequestError {
  return new RequestError(
    400,
    'INVALID_UPGRADE',
    '不是有效的 WebSocket 握手；请使用支持 graphql-transport-ws 的客户端。',
    'This is no valid WebSocket handshake; use a client that speaks graphql-transport-ws.',
  );
}
