import type { IncomingMessage, Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { checkHost } from '../host.js';
import type { AllowedOrigins } from '../origins.js';
import { checkOrigin } from '../origins.js';
import { RequestError } from '../request-error.js';

/** @throws RequestError unless the request may open a socket here */
export function checkUpgrade(
  request: IncomingMessage,
  path: string,
  { host, origins }: { host: string; origins: AllowedOrigins },
): void {
  checkHost(request.headers.host, host);
  if (path !== '/graphql') {
    throw new RequestError(
      404,
      'NOT_FOUND',
      '这里没有 WebSocket；订阅在 /graphql。',
      'There is no WebSocket here; subscriptions are at /graphql.',
    );
  }
  checkOrigin(request, origins);
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
