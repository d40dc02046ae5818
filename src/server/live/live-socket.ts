import type { Duplex } from 'node:stream';
import type { Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { closeCodes, noPong, reasonOf, tooSlow } from './close.js';
import type { Wire } from './held-messages.js';
import { holdMessages } from './held-messages.js';
import type { LiveLimits } from './limits.js';

/**
 * Serves one client's socket until it closes. A message counts as taken when the operating system has it. A client that
 * lets a message wait too long, or too many at once, is told so and closed, which bounds what is kept for it.
 * @returns why the socket was closed, once nothing works for it any more
 */
export async function serveSocket<Extra>(
  socket: WebSocket,
  protocol: Server<Extra>,
  extraOf: (send: (text: string) => Promise<void>) => Extra,
  { limits, wire, report }: { limits: LiveLimits; wire: Wire; report: (fault: unknown) => void },
): Promise<{ code: number; reason: string }> {
  let waiting = 0;
  const underWay = new Set<Promise<void>>();
  /** The close frame that the client was sent. If it does not answer that, it is cut off, and this stays the reason. */
  let farewell: { code: number; reason: string } | null = null;
  const closing = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) =>
      resolve(code === closeCodes.cutOff && farewell !== null ? farewell : { code, reason: reason.toString() }),
    );
  });
  const closed = closing.then(() => undefined);

  function close(code: number, reason: string): void {
    farewell ??= { code, reason: reasonOf(reason) };
    socket.close(code, reasonOf(reason));
  }

  /** Settles when the message is taken; on a socket that is not open any more, once that has closed. */
  function deliver(write: (taken: (error?: Error | null) => void) => void): Promise<void> {
    if (socket.readyState !== socket.OPEN) return closed;
    if (waiting >= limits.waitingMessages) {
      close(closeCodes.tooSlow, tooSlow);
      return closed;
    }
    return new Promise((resolve) => {
      waiting += 1;
      const patience = setTimeout(() => close(closeCodes.tooSlow, tooSlow), limits.patienceMs);
      together();
      write((error) => {
        waiting -= 1;
        clearTimeout(patience);
        resolve(error ? closed : undefined);
      });
    });
  }

  const send = (text: string) => deliver((taken) => socket.send(text, taken));
  const together = sendingTogether(wire.duplex);
  // Every error, of the protocol or the connection, is followed by a close that carries the reason.
  socket.on('error', () => undefined);
  const ended = protocol.opened(
    {
      protocol: socket.protocol,
      send,
      close: (code = closeCodes.fault, reason = '') => close(code, reason),
      onMessage(handle) {
        socket.on('message', (data, isBinary) => {
          // Of texts the protocol itself makes sure that they are UTF-8.
          if (isBinary) return close(closeCodes.unsupported, '只接受文本消息。Send text messages.');
          const work = handle(parsed((data as Buffer).toString())).catch((fault: unknown) => {
            report(fault);
            close(closeCodes.fault, '服务器内部错误。Internal error.');
          });
          underWay.add(work);
          void work.then(() => underWay.delete(work));
        });
      },
    },
    extraOf(send),
  );
  socket.on('ping', (data) => void deliver((taken) => socket.pong(data, false, taken)));
  const letGo = holdMessages(wire, close);
  const stopAsking = keepAlive(socket, limits, () => waiting > 0, close);

  const { code, reason } = await closing;
  stopAsking();
  letGo();
  await ended(code, reason);
  await Promise.all(underWay);
  return { code, reason };
}

/** Pings the client from time to time; not while a message waits for it, because that has a time limit of its own. */
function keepAlive(
  socket: WebSocket,
  { keepAliveMs }: LiveLimits,
  busy: () => boolean,
  close: (code: number, reason: string) => void,
): () => void {
  let answered = true;
  socket.on('pong', () => (answered = true));
  const asking = setInterval(() => {
    if (busy() || socket.readyState !== socket.OPEN) return;
    if (!answered) return close(closeCodes.tooSlow, noPong);
    answered = false;
    socket.ping();
  }, keepAliveMs);
  return () => clearInterval(asking);
}

/**
 * graphql-ws keeps what it is handed for as long as the subscription lasts, and takes a message that is read already in the
 * place of its text. What cannot be read it refuses by itself.
 */
function parsed(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    return text;
  }
}

/** What a socket is given within one turn of the event loop is written at once. */
function sendingTogether(duplex: Duplex): () => void {
  let isHeld = false;
  return () => {
    if (isHeld) return;
    isHeld = true;
    duplex.cork();
    setImmediate(() => {
      isHeld = false;
      duplex.uncork();
    });
  };
}
