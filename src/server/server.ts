import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from '../../schema/context.js';
import type { Services } from '../../schema/services.js';
import type { Readiness } from '../app/readiness.js';
import type { ActorDirectory } from '../ports/actor-directory.js';
import type { GraphQLEndpoint } from './graphql.js';
import { graphqlEndpoint } from './graphql.js';
import { identityOf } from './identity.js';
import type { Logger } from './logger.js';
import { RequestError } from './request-error.js';

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

/** The HTTP side: /graphql, /healthz, /readyz. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { logger, host, port, drainMs = 10_000 } = options;
  const endpoint = await graphqlEndpoint((reference, fault) => logger.error({ reference, err: fault }, 'fault'));
  const state = { stopping: false };
  const server = createServer((request, response) => {
    // A connection that is kept alive behind the last answer would hold up the stop.
    response.once('close', () => state.stopping && setImmediate(() => server.closeIdleConnections()));
    void answer(request, response, endpoint, { ...options, state });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portTaken(host, port, error) : error);
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

function portTaken(host: string, port: number, cause: Error): Error {
  return new Error(
    `${host}:${port} 已被占用；请停止占用它的程序，或用 PORT 另选端口（PORT=0 任选一个空闲端口）。` +
      `It is in use; stop the program that has it, or choose another PORT (PORT=0 picks a free one).`,
    { cause },
  );
}

type Answering = ServerOptions & { state: { stopping: boolean } };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: GraphQLEndpoint,
  options: Answering,
): Promise<void> {
  const started = process.hrtime.bigint();
  const requestId = requestIdOf(request);
  const commandIds: string[] = [];
  response.setHeader('x-request-id', requestId);
  const { logger } = options;
  try {
    await route(request, response, endpoint, { ...options, requestId, commandIds });
  } catch (error) {
    const told = error instanceof RequestError ? error : fault(requestId);
    if (!(error instanceof RequestError)) logger.error({ requestId, err: error }, 'fault');
    if (told.status === 413) response.setHeader('connection', 'close');
    const { status, message, code, messageEn } = told;
    sendJson(response, status, { errors: [{ message, extensions: { code, messageEn } }] });
  }
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  const about = { requestId, ...(commandIds.length > 0 ? { commandIds } : {}), method: request.method };
  logger.info({ ...about, path: pathOf(request), status: response.statusCode, ms }, 'request');
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: GraphQLEndpoint,
  options: Answering & { requestId: string; commandIds: string[] },
): Promise<void> {
  const { services, directory, readiness, state, requestId, commandIds, host } = options;
  checkHost(request.headers.host, host);
  switch (pathOf(request)) {
    case '/graphql': {
      const { actor, name } = identityOf(request.headers);
      if (name !== null) directory.remember(actor.id, name);
      const context: Context = { services, caller: { actor, requestId }, commandIds };
      const { status, headers, body } = await endpoint.answer(request, context);
      for (const [header, value] of headers) response.setHeader(header, value);
      response.statusCode = status ?? 200;
      if (body.kind === 'complete') return void response.end(body.string);
      for await (const chunk of body.asyncIterator) response.write(chunk);
      return void response.end();
    }
    case '/healthz':
      return sendJson(response, 200, { status: 'ok' });
    case '/readyz': {
      const found = await readiness();
      const ready = found.ready && !state.stopping;
      const reasons = state.stopping ? [...found.reasons, 'the server is stopping'] : found.reasons;
      return sendJson(response, ready ? 200 : 503, { ...found, ready, reasons });
    }
    default:
      throw new RequestError(
        404,
        'NOT_FOUND',
        '没有这个地址；GraphQL 在 /graphql，状态在 /healthz 与 /readyz。',
        'There is nothing here; GraphQL is at /graphql, the state at /healthz and /readyz.',
      );
  }
}

/** In local mode whoever reaches the port is the operator, so a page that has its own name point here must not. */
function checkHost(given: string | undefined, own: string): void {
  const name = /^(\[[^\]]*\]|[^:]*)(:\d+)?$/.exec(given ?? '')?.[1]?.replace(/^\[|\]$/g, '') ?? '';
  if (['localhost', '127.0.0.1', '::1', own].includes(name)) return;
  throw new RequestError(
    421,
    'UNKNOWN_HOST',
    '请求的主机名不是本机；请用 127.0.0.1 或 localhost 访问。',
    'The host of the request is not this machine; use 127.0.0.1 or localhost.',
  );
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(value));
}

function pathOf({ url }: IncomingMessage): string {
  return (url ?? '/').split('?')[0] ?? '/';
}

/** The client's own, so that both sides' logs can be laid beside each other, or a new one. */
function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID();
}

function fault(requestId: string): RequestError {
  return new RequestError(
    500,
    'INTERNAL_SERVER_ERROR',
    `服务器内部错误；请把编号 ${requestId} 告知管理员。`,
    `Internal error; tell the administrator the reference ${requestId}.`,
  );
}
