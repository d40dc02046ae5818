import type { IncomingMessage, Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { checkHost } from '../host.js';
import { RequestError } from '../request-error.js';

/** @throws RequestError unless the request may open a socket here */
export function checkUpgrade(request: IncomingMessage, path: string, host: string): void {
  checkHost(request.headers.host, host);
  if (path !== '/graphql') {
    throw new RequestError(
      404,
      'NOT_FOUND',
      '这里没有 WebSocket；订阅在 /graphql。',
      'There is no WebSocket here; subscriptions are at /graphql.',
    );
  }
  checkOrigin(request.headers);
}

/**
 * A page of any site may open a socket to this machine, and browsers send no more with it than where the page is from.
 * In local mode whoever reaches the port is the operator, so a page of somebody else's must not.
 */
function checkOrigin({ origin, host }: IncomingMessage['headers']): void {
  if (origin === undefined || origin.toLowerCase() === `http://${host}`.toLowerCase()) return;
  throw new RequestError(
    403,
    'FOREIGN_ORIGIN',
    '不接受其他网站的页面打开的连接；请使用本服务自己的页面，或浏览器以外的客户端。',
    'A page of another site may not connect here; use a page of this server, or a client that is no browser.',
  );
}

/** Answers instead of opening a socket, as every other refused request is answered. */
export function refuse(socket: Duplex, { status, code, message, messageEn }: RequestError): void {
  const body = JSON.stringify({ errors: [{ message, extensions: { code, messageEn } }] });
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'connection: close',
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}

/**
 * Some clients offer HTTP/2 with their first request (`Upgrade: h2c`), and mean it to be answered all the same. Node.js
 * takes every such request for an upgrade once it can do any, so it is handed back without the offer.
 */
export function withoutOffer(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  const offer = /^(upgrade|http2-settings)$/i;
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(index, index + 2);
    if (offer.test(name)) continue;
    const tokens = value.split(',').filter((token) => !offer.test(token.trim()));
    lines.push(`${name}: ${/^connection$/i.test(name) ? tokens.join(',') : value}`);
  }
  socket.unshift(Buffer.concat([Buffer.from([...lines, '', ''].join('\r\n'), 'latin1'), head]));
  server.emit('connection', socket);
}
