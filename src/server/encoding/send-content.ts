import type { OutgoingHttpHeaders } from 'node:http';
import type { Exchange } from '../route.js';
import type { Coding, Wanted } from './codings.js';
import type { Content } from './content.js';

/** Below, what encoding saves fits into the same packet. */
const worthEncoding = 1_024;

/** The coding to send the content in, and the entity tag that it has in it; each coding is a representation of its own. */
export function codingOf(content: Content, wanted: Wanted): Coding | null {
  return content.plain.length < worthEncoding ? wanted.small : wanted.large;
}

/** `"abc"` of the plain bytes is `"abc-br"` of those in br: a strong tag stands for the same bytes. */
export function tagIn(coding: Coding | null, tag: string): string {
  return coding === null ? tag : `${tag.slice(0, -1)}-${coding}"`;
}

/** Says that the answer to another value of this header would be another; on what is not sent again (304), too. */
export function varyBy(header: string, { response }: Pick<Exchange, 'response'>): void {
  const others = response.getHeader('vary');
  response.setHeader('vary', others === undefined ? header : `${String(others)}, ${header}`);
}

/** Sends the content in a coding; its head alone to HEAD. */
export async function sendContent(
  exchange: Pick<Exchange, 'request' | 'response'>,
  {
    status,
    headers,
    content,
    coding,
  }: { status: number; headers: OutgoingHttpHeaders; content: Content; coding: Coding | null },
): Promise<void> {
  const { request, response } = exchange;
  const body = coding === null ? content.plain : await content.in(coding);
  varyBy('accept-encoding', exchange);
  response.writeHead(status, {
    ...headers,
    'content-length': body.length,
    ...(coding === null ? {} : { 'content-encoding': coding }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
