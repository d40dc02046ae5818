import type { IncomingHttpHeaders } from 'node:http';
import type { ActorRef } from '../../events/envelope.js';
import { isOfClient } from './forgery.js';
import { minPositionHeader } from '../../schema/context.js';

/** Methods that GraphQL is asked with; a HEAD is a GET whose body is not sent. */
export interface Asked {
  method: 'GET' | 'POST';
  headers: IncomingHttpHeaders;
  /** The query string, with its question mark. */
  search: string;
  /** The body; empty for GET. */
  text: string;
}

/** Answers to longer requests are not kept. */
const maxLength = 64 * 1024;

/**
 * Everything of a request that its answer depends on, as one text; null: too long to be kept. The headers are those that
 * Apollo reads (the media types on both sides, and what its protection against request forgery looks at), and the position
 * that the answer may not be from before. Not the codings that the client takes: a kept answer has them all.
 * @param names the revision of the actor directory
 */
export function requestKey({ method, headers, search, text }: Asked, actor: ActorRef, names: number): string | null {
  if (search.length + text.length > maxLength) return null;
  const { id, role, unit, onBehalfOf } = actor;
  return JSON.stringify([
    method,
    headers['content-type'],
    headers.accept,
    headers['apollo-require-preflight'],
    headers['x-apollo-operation-name'],
    headers[minPositionHeader],
    isOfClient(headers),
    id,
    role,
    unit,
    onBehalfOf,
    names,
    method === 'GET' ? search : text,
  ]);
}
