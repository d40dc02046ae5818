import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as NetServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { refuse } from './live/upgrade.js';
import { stoppingNow } from './not-here.js';

/** The connections of a server, so that it can end without leaving anybody in doubt. */
export interface Draining {
  isStopping(): boolean;
  /** A request's head has come in. @returns false: nobody would hear its answer, so it is not begun */
  begin(request: IncomingMessage, response: ServerResponse): boolean;
  /** The connection is another protocol's from now on. */
  handOver(socket: Duplex): void;
  /** Ends the server; requests that have begun are answered, for so long at most. */
  stop(drainMs: number): Promise<void>;
}

/** How long requests that are on their way are still taken, in milliseconds: whoever sent them could not know. */
const onTheirWayMs = 250;
/** How long the rest of a request is waited for, and a client that was told the end to close. */
const restMs = 1_000;

interface Connection {
  /** What is under way on it: several where a client sends its next request before it has the answer to the last. */
  begun: Set<{ request: IncomingMessage; response: ServerResponse }>;
  /** Bytes that had come in when the last request on it was answered. */
  answered: number;
}

export function drainable(http: Server): Draining {
  const connections = new Map<Socket, Connection>();
  /** Told the end: nothing that comes in on them is begun. */
  const told = new WeakSet<Duplex>();
  let stopping = false;
  let onAllClosed = () => {};

  function forget(socket: Duplex): void {
    connections.delete(socket as Socket);
    if (connections.size === 0) onAllClosed();
  }

  http.on('connection', (socket: Socket) => {
    connections.set(socket, { begun: new Set(), answered: 0 });
    socket.once('close', () => forget(socket));
  });

  /** Until no connection is left, for so long at most. */
  function allClosed(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      onAllClosed = () => {
        clearTimeout(timer);
        resolve();
      };
      if (connections.size === 0) onAllClosed();
    });
  }

  /** Whoever has sent nothing that waits for an answer is told by the end of the connection, which is no reset. */
  function endIdle(): void {
    for (const [socket, { begun, answered }] of connections) {
      if (begun.size > 0 || socket.bytesRead > answered) continue;
      told.add(socket);
      socket.end();
    }
  }

  /** What has come in by half is answered as not done; who was told the end, and stays, is left. */
  function endUnfinished(): void {
    for (const [socket, { begun }] of connections) {
      if (told.has(socket)) socket.destroy();
      else if ([...begun].every(({ request, response }) => !request.complete && !response.headersSent)) {
        told.add(socket);
        refuse(socket, stoppingNow());
      }
    }
  }

  return {
    isStopping: () => stopping,
    begin(request, response) {
      const { socket } = request;
      if (told.has(socket)) return false;
      const connection = connections.get(socket);
      const one = { request, response };
      if (stopping) lastSays(connection?.begun ?? [], response);
      connection?.begun.add(one);
      response.once('close', () => {
        connection?.begun.delete(one);
        if (connection !== undefined) connection.answered = socket.bytesRead;
      });
      return true;
    },
    handOver: forget,
    async stop(drainMs) {
      stopping = true;
      const began = performance.now();
      const left = () => Math.max(0, drainMs - (performance.now() - began));
      for (const { begun } of connections.values()) {
        const last = [...begun].at(-1);
        if (last !== undefined) lastSays(begun, last.response);
      }
      await allClosed(Math.min(onTheirWayMs, left()));
      // Node.js' own way to close resets connections on which something has just come in.
      const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(http, () => resolve()));
      endIdle();
      await allClosed(Math.min(restMs, left()));
      endUnfinished();
      await allClosed(left());
      for (const socket of connections.keys()) socket.destroy();
      await closed;
    },
  };
}

/** That the connection ends is said by the last answer alone: Node.js ends it with the answer that does. */
function lastSays(begun: Iterable<{ response: ServerResponse }>, last: ServerResponse): void {
  for (const { response } of begun) if (!response.headersSent) response.removeHeader('connection');
  if (!last.headersSent) last.setHeader('connection', 'close');
}
