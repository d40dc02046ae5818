import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Closed } from './live-client.js';

/** A socket without a client library: it says and answers nothing by itself. */
export async function plain(
  url: string,
  options: object = {},
): Promise<{ socket: WebSocket; closed: Promise<Closed> }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', options);
  const closed = new Promise<Closed>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await once(socket, 'open');
  return { socket, closed };
}

export async function greet(socket: WebSocket): Promise<void> {
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await once(socket, 'message');
}

export const subscribe = (id: string, query: string) => JSON.stringify({ id, type: 'subscribe', payload: { query } });
