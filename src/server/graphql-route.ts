import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Services } from '../../services/services.js';
import type { ActorDirectory } from '../ports/actor-directory.js';
import { readText } from './body.js';
import { entityTag, names } from './etag.js';
import type { GraphQLEndpoint } from './graphql.js';
import { identityOf } from './identity.js';
import type { AnsweredBy, Metrics } from './metrics/metrics.js';
import type { Reply, ReplyCache } from './reply-cache.js';
import { RequestError } from './request-error.js';
import type { Asked } from './request-key.js';
import { requestKey } from './request-key.js';
import { minPositionOf } from './min-position.js';
import type { Outcome } from './rests.js';
import type { Route } from './route.js';

/**
 * Reads from the headers who asks; a name among them goes to the directory. A kept answer is sent again if nothing that it
 * rests on has changed; otherwise GraphQL answers.
 */
export function graphqlRoute({
  services,
  directory,
  endpoint,
  replies,
  metrics,
}: {
  services: Services;
  directory: ActorDirectory;
  endpoint: GraphQLEndpoint;
  /** null: every query is executed. */
  replies: ReplyCache | null;
  metrics: Pick<Metrics, 'answered'>;
}): Route {
  return async ({ request, response, requestId, commandIds }) => {
    const started = performance.now();
    const count = (operation: string, by: AnsweredBy) =>
      metrics.answered(operation, by, (performance.now() - started) / 1_000);
    const { actor, name } = identityOf(request.headers);
    const minPosition = minPositionOf(request.headers);
    if (name !== null) await directory.remember(actor.id, name);
    const asked = await readAsked(request);
    const names = directory.revision();
    const key = replies === null || names === null ? null : requestKey(asked, actor, names);
    const kept = key === null ? null : replies?.find(key, (await services.queries.head(null)).position);
    if (kept) return count(kept.operation, sendReply(request, response, kept) ? 'kept' : 'unchanged');

    const outcome: Outcome = { operation: 'invalid', answered: false, rests: null };
    const context = { services, caller: { actor, requestId }, commandIds, outcome, minPosition };
    const { status = 200, headers, body } = await endpoint.answer(asked, context);
    if (body.kind === 'complete' && status === 200 && outcome.answered) {
      const contentType = headers.get('content-type') ?? '';
      const bytes = Buffer.from(body.string);
      const reply: Reply = {
        contentType,
        etag: entityTag(contentType, bytes),
        body: bytes,
        operation: outcome.operation,
      };
      if (key !== null && outcome.rests !== null) replies?.keep(key, outcome.rests, reply);
      sendReply(request, response, reply);
      return count(outcome.operation, 'executed');
    }
    response.writeHead(status, Object.fromEntries(headers));
    if (body.kind === 'chunked') for await (const chunk of body.asyncIterator) response.write(chunk);
    response.end(body.kind === 'complete' ? body.string : undefined);
    count(outcome.operation, 'executed');
  };
}

/** @throws RequestError 405, 413 */
async function readAsked(request: IncomingMessage): Promise<Asked> {
  const { method, headers, url = '/' } = request;
  const search = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  if (method === 'POST') return { method, headers, search, text: await readText(request) };
  if (method === 'GET' || method === 'HEAD') return { method: 'GET', headers, search, text: '' };
  throw new RequestError(405, 'METHOD_NOT_ALLOWED', '请用 POST（查询也可用 GET）。', 'Use POST, or GET for queries.');
}

/**
 * The answer to a query: caches may keep it for this caller alone, and have to ask each time whether its tag still holds.
 * @returns false if the caller has it already
 */
function sendReply({ method, headers }: IncomingMessage, response: ServerResponse, reply: Reply): boolean {
  const { contentType, etag, body } = reply;
  const about = { etag, 'cache-control': 'private, no-cache' };
  if (method !== 'POST' && names(headers['if-none-match'], etag)) {
    response.writeHead(304, about).end();
    return false;
  }
  response.writeHead(200, { 'content-type': contentType, 'content-length': body.length, ...about });
  response.end(method === 'HEAD' ? undefined : body);
  return true;
}
