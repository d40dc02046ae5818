import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readText } from './bodies/body.js';
import { ClientGone } from './bodies/client-gone.js';
import type { Incoming } from './bodies/held-bytes.js';
import { checkHost } from './host.js';
import type { Logger } from './logger.js';
import type { AllowedOrigins } from './origins.js';
import { answerPreflight, checkOrigin, isPreflight, tellOrigins } from './origins.js';
import { RequestError } from './request-error.js';
import type { Routes } from './route.js';
import { sendJson } from './send-json.js';

export interface Answering {
  logger: Logger;
  host: string;
  origins: AllowedOrigins;
  incoming: Incoming;
}

/** Takes one request from the check of its host to its line in the log; what a route throws is answered in both languages. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  routes: Routes,
  { logger, host, origins, incoming: { held, limits } }: Answering,
): Promise<void> {
  const started = process.hrtime.bigint();
  const requestId = requestIdOf(request);
  const commandIds: string[] = [];
  const holding = held.begin();
  let refusal: string | undefined;
  response.setHeader('x-request-id', requestId);

  function refuse(error: unknown): string {
    if (error instanceof ClientGone) {
      response.statusCode = clientGone;
      return error.message;
    }
    const told = error instanceof RequestError ? error : fault(requestId);
    if (!(error instanceof RequestError)) logger.error({ requestId, err: error }, 'fault');
    const { status, message, code, messageEn, headers } = told;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value ?? '');
    sendJson(response, status, { errors: [{ message, extensions: { code, messageEn } }] });
    return messageEn;
  }

  try {
    checkHost(request.headers.host, host);
    checkOrigin(request, origins);
    tellOrigins(request, response, origins);
    const route = routes.get(pathOf(request)) ?? notFound;
    if (isPreflight(request)) answerPreflight(request, response);
    else {
      const readBody = () => readText(request, holding, limits);
      await route({ request, response, requestId, commandIds, readBody });
    }
  } catch (error) {
    refusal = refuse(error);
  } finally {
    holding.end();
  }
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  const about = { requestId, ...(commandIds.length > 0 ? { commandIds } : {}), method: request.method };
  const said = { ...about, path: pathOf(request), status: response.statusCode, ms };
  logger.info(refusal === undefined ? said : { ...said, refusal }, 'request');
}

/** What the log says of a request that nobody waits for any more; no answer has it. */
const clientGone = 499;

function notFound(): never {
  throw new RequestError(
    404,
    'NOT_FOUND',
    '没有这个地址；GraphQL 在 /graphql，网页查询在 /graphiql，状态在 /healthz、/readyz 与 /metrics。',
    'There is nothing here; GraphQL is at /graphql, a page to ask it in at /graphiql, the state at /healthz, /readyz and /metrics.',
  );
}

export function pathOf({ url }: IncomingMessage): string {
  return (url ?? '/').split('?')[0] ?? '/';
}

/** The client's own id, so that its log and ours can be compared; else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
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
