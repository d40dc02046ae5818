import type { IncomingMessage } from 'node:http';
import type { Services } from '../../services/services.js';
import { readOnce } from '../app/queries/read-once.js';
import type { ActorDirectory } from '../ports/actor-directory.js';
import { checkSearch } from './bodies/body.js';
import type { Wanted } from './encoding/codings.js';
import { wantedCodings } from './encoding/codings.js';
import { contentOf } from './encoding/content.js';
import { codingOf, sendContent, tagIn, varyBy } from './encoding/send-content.js';
import { entityTag, names } from './etag.js';
import type { EndpointAnswer, GraphQLEndpoint } from './graphql.js';
import { identityOf } from './identity.js';
import { checkAccept, prefersPage } from './media-types.js';
import type { AnsweredBy, Metrics } from './metrics/metrics.js';
import type { Reply, ReplyCache } from './reply-cache.js';
import { RequestError } from './request-error.js';
import type { Asked } from './request-key.js';
import { requestKey } from './request-key.js';
import { minPositionOf } from './min-position.js';
import type { Outcome } from './rests.js';
import type { Exchange, Route } from './route.js';

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
  return async (exchange) => {
    const { request, response, requestId, commandIds } = exchange;
    const started = performance.now();
    const count = (operation: string, by: AnsweredBy) =>
      metrics.answered(operation, by, (performance.now() - started) / 1_000);
    if (asksForPage(request)) return leadToPage(exchange);
    const { headers: head } = request;
    const wanted = wantedCodings(head['accept-encoding']);
    checkAccept(head.accept);
    const { actor, name } = identityOf(head);
    const minPosition = minPositionOf(head);
    if (name !== null) await directory.remember(actor.id, name);
    const asked = await readAsked(exchange);
    const names = directory.revision();
    const key = replies === null || names === null ? null : requestKey(asked, actor, names);
    const newest = key === null ? null : await services.queries.head(null);
    const kept = key === null || newest === null ? null : replies?.find(key, newest);
    if (kept) return count(kept.operation, (await sendReply(exchange, kept, wanted)) ? 'kept' : 'unchanged');

    const outcome: Outcome = { operation: 'invalid', answered: false, rests: null };
    const own = { ...services, queries: readOnce(services.queries) };
    const context = { services: own, caller: { actor, requestId }, commandIds, outcome, minPosition, names };
    const { status = 200, headers, body } = await endpoint.answer(asked, context);
    if (body.kind === 'chunked') {
      response.writeHead(status, Object.fromEntries(headers));
      for await (const chunk of body.asyncIterator) response.write(chunk);
      response.end();
    } else if (status === 200 && outcome.answered) {
      const contentType = headers.get('content-type') ?? '';
      const plain = bytesOf(body);
      const reply: Reply = {
        contentType,
        etag: outcome.elsewhere?.etag ?? entityTag(contentType, plain),
        content: contentOf(plain, () => key !== null && replies?.weigh(key, reply)),
        operation: outcome.operation,
      };
      if (key !== null && newest !== null && outcome.rests !== null) replies?.keep(key, outcome.rests, newest, reply);
      await sendReply(exchange, reply, wanted);
    } else {
      const content = contentOf(bytesOf(body));
      await sendContent(exchange, {
        status,
        headers: Object.fromEntries(headers),
        content,
        coding: codingOf(content, wanted),
      });
    }
    count(outcome.operation, 'executed');
  };
}

function bytesOf(body: Exclude<EndpointAnswer['body'], { kind: 'chunked' }>): Buffer {
  if (body.kind === 'complete') return Buffer.from(body.string);
  return Buffer.from(body.bytes.buffer, body.bytes.byteOffset, body.bytes.byteLength);
}

/** Whether somebody has opened the address in a browser, without a question. */
function asksForPage(request: IncomingMessage): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const search = new URLSearchParams(searchOf(request));
  return !search.has('query') && !search.has('extensions') && prefersPage(request.headers.accept);
}

function leadToPage(exchange: Exchange): void {
  varyBy('accept', exchange);
  exchange.response.writeHead(303, { location: '/graphiql' }).end();
}

/** @throws RequestError 400, 405, 408, 413, 415, 503; ClientGone */
async function readAsked({ request, readBody }: Exchange): Promise<Asked> {
  const { method, headers } = request;
  const search = searchOf(request);
  checkSearch(search);
  if (method === 'POST') return { method, headers, search, text: await readBody() };
  if (method === 'GET' || method === 'HEAD') return { method: 'GET', headers, search, text: '' };
  throw new RequestError(405, 'METHOD_NOT_ALLOWED', '请用 POST（查询也可用 GET）。', 'Use POST, or GET for queries.', {
    allow: 'GET, HEAD, POST',
  });
}

function searchOf({ url = '/' }: IncomingMessage): string {
  return url.includes('?') ? url.slice(url.indexOf('?')) : '';
}

/**
 * The answer to a query: caches may keep it for this caller alone, and have to ask each time whether its tag still holds.
 * @returns false if the caller has it already
 */
async function sendReply(exchange: Exchange, reply: Reply, wanted: Wanted): Promise<boolean> {
  const { method, headers } = exchange.request;
  const { contentType, content } = reply;
  const coding = codingOf(content, wanted);
  const about = { etag: tagIn(coding, reply.etag), 'cache-control': 'private, no-cache' };
  if (method !== 'POST' && names(headers['if-none-match'], about.etag)) {
    varyBy('accept-encoding', exchange);
    exchange.response.writeHead(304, about).end();
    return false;
  }
  await sendContent(exchange, { status: 200, headers: { 'content-type': contentType, ...about }, content, coding });
  return true;
}
