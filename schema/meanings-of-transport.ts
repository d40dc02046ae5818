import type { Meaning } from './meaning.js';
import { asTold } from './meaning.js';

/** What can be wrong with a request whatever it asks, and what to do. */
export const transportMeanings = {
  GRAPHQL_PARSE_FAILED: { when: 'The document is no GraphQL, or over the bound of its length.', remedy: asTold },
  GRAPHQL_VALIDATION_FAILED: {
    when: 'The document does not fit this contract, or is nested too deep.',
    remedy: `${asTold} Compare with schema.graphql.`,
  },
  OPERATION_RESOLUTION_FAILURE: {
    when: 'There is no operation to run, or several.',
    remedy: 'Name one by `operationName`.',
  },
  BAD_REQUEST: { when: 'The request is none of GraphQL over HTTP, or could be forged.', remedy: asTold },
  PERSISTED_QUERY_NOT_FOUND: {
    when: 'The server has no query of this hash yet.',
    remedy: 'Send the query with its hash; clients do so by themselves.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    when: 'The protocol’s version is another than 1.',
    remedy: 'Send the query itself; clients do so by themselves.',
  },
  PERSISTED_QUERY_MISMATCH: { when: 'The hash is not that of the query.', remedy: 'Hash the text that is sent.' },
  TOO_EXPENSIVE: {
    when: 'The query would read more fields than the server takes at once.',
    remedy: 'Ask for a smaller `first`, or in several queries.',
  },
  TOO_BUSY: {
    when: 'The query is a heavy one, and as many heavy ones wait as may. Nothing was read.',
    remedy: 'Try again after the seconds of `retry-after`, or ask for less.',
  },
  TAKES_TOO_LONG: {
    when: 'The query took more time, or more of a core, than one may, and was ended.',
    remedy: 'Ask for a smaller `first`, with a narrower filter, or page by page.',
  },
  ANSWER_TOO_LARGE: {
    when: 'The answer to a heavy query became larger than one may be, and was not finished.',
    remedy: 'Ask for a smaller `first`, for fewer fields, or page by page.',
  },
  SUBSCRIPTION_OVER_HTTP: {
    when: 'A subscription came over HTTP.',
    remedy: 'Send it over a WebSocket, in graphql-transport-ws.',
  },
  SUBSCRIPTIONS_ONLY: {
    when: 'A query or a mutation came over the WebSocket.',
    remedy: 'Send it by HTTP POST.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    when: 'The connection has as many subscriptions as it may.',
    remedy: 'End some, or open another connection.',
  },
  TOO_MANY_SOCKETS: { when: 'The server has as many WebSockets as it takes.', remedy: 'Try again later.' },
  INVALID_UPGRADE: { when: 'The request for a WebSocket is none.', remedy: asTold },
  INVALID_JSON: { when: 'The body is no JSON.', remedy: 'Send an object of JSON with `query` and `variables`.' },
  INVALID_UTF8: { when: 'The body or the address is no UTF-8.', remedy: 'Convert it before you send it.' },
  UNSUPPORTED_BODY: {
    when: 'The body is said to be compressed, or in another charset.',
    remedy: 'Send it plain, in UTF-8.',
  },
  BODY_TOO_LARGE: { when: 'The body is over the bound of its bytes.', remedy: 'Send less at once.' },
  BODY_TOO_SLOW: {
    when: 'The request came too slowly to wait for the rest of it. Nothing was executed.',
    remedy: 'Check the network, and send it again.',
  },
  TOO_MANY_BODIES: {
    when: 'The server is receiving and answering as many bytes of requests as it takes. Nothing was executed.',
    remedy: 'Send it again after the seconds of the header `retry-after`.',
  },
  NOT_ACCEPTABLE: {
    when: 'The client takes no form that there is an answer in. Nothing was executed.',
    remedy: 'Take application/json, and plain bytes, br or gzip.',
  },
  METHOD_NOT_ALLOWED: { when: 'The address takes other methods.', remedy: 'Use one of the header `allow`.' },
  INVALID_IDENTITY: { when: 'A header that says who asks is not of its form.', remedy: asTold },
  UNKNOWN_HOST: { when: 'The server is addressed by a name that is not its own.', remedy: asTold },
  FOREIGN_ORIGIN: {
    when: 'A page of another origin asks.',
    remedy: 'Have that origin named in ALLOWED_ORIGINS, if it is trusted.',
  },
  NOT_BUILT: { when: 'The page was not built with the program.', remedy: 'Have the administrator build it.' },
  PROJECTOR_ONLY: { when: 'The process answers no questions.', remedy: 'Ask one that serves.' },
  STARTING: { when: 'The process is still starting.', remedy: 'Try again shortly.' },
  STOPPING: { when: 'The process is stopping.', remedy: 'Connect again.' },
  INTERNAL_SERVER_ERROR: {
    when: 'Something that should not have happened; the log has it under the reference.',
    remedy: 'Tell the administrator the reference.',
  },
} as const satisfies Record<string, Meaning>;
