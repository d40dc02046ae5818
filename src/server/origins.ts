import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestError } from './request-error.js';

/** Origins of other sites whose pages may ask here, as browsers write them: `https://budget.example`. */
export type AllowedOrigins = ReadonlySet<string>;

/**
 * A page of any site may send requests and open sockets to this machine, and browsers say with them where the page is from.
 * In local mode whoever reaches the port is the operator, so a page of somebody else's must not, unless it is allowed.
 * @throws RequestError 403
 */
export function checkOrigin({ headers: { origin, host } }: IncomingMessage, allowed: AllowedOrigins): void {
  if (origin === undefined || isOwn(origin, host) || allowed.has(origin)) return;
  throw foreign(origin);
}

/** What browsers need to hear before they show the answer to a page of another origin; none of it without such pages. */
export function tellOrigins({ headers }: IncomingMessage, response: ServerResponse, allowed: AllowedOrigins): void {
  if (allowed.size === 0) return;
  response.setHeader('vary', 'origin');
  const { origin } = headers;
  if (origin === undefined || !allowed.has(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', 'etag, x-request-id');
}

/** Whether a browser asks, for a page of another origin that has been checked, what it may send. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && 'access-control-request-method' in headers;
}

/**
 * An allowed page may send any header: those of the identity, and what clients add of their own. Cookies and passwords of
 * the browser are not taken, since nothing here is known by them.
 */
export function answerPreflight({ headers }: IncomingMessage, response: ServerResponse): void {
  const asked = headers['access-control-request-headers'];
  response.setHeader('access-control-allow-methods', 'GET, HEAD, POST');
  if (asked !== undefined) response.setHeader('access-control-allow-headers', asked);
  response.setHeader('access-control-max-age', 600);
  response.writeHead(204).end();
}

function isOwn(origin: string, host: string | undefined): boolean {
  return origin.toLowerCase() === `http://${host}`.toLowerCase();
}

function foreign(origin: string): RequestError {
  const shown = JSON.stringify(origin.slice(0, 200));
  if (origin === 'null') {
    return new RequestError(
      403,
      'FOREIGN_ORIGIN',
      '不接受没有来源的页面（Origin: null，例如直接打开的文件）的请求；请从一个地址提供该页面，并在环境变量 ALLOWED_ORIGINS 中列出该地址的来源。',
      'A page without an origin (Origin: null, as of a file) may not ask here; serve it from an address, and name the origin of that in the variable ALLOWED_ORIGINS.',
    );
  }
  return new RequestError(
    403,
    'FOREIGN_ORIGIN',
    `不接受来源为 ${shown} 的页面的请求；若信任该页面，请在环境变量 ALLOWED_ORIGINS 中列出这一来源，然后重新启动。`,
    `A page from ${shown} may not ask here; if you trust it, name that origin in the variable ALLOWED_ORIGINS, then start again.`,
  );
}
