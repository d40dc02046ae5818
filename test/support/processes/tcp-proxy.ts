/**
 * Stands between a client and a server and spoils the connection, whatever they speak: cuts it, keeps it open and
 * silent, loses the answers, or is away.
 */
import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

export interface TcpProxy {
  /** Of 127.0.0.1; the same after it has been away. */
  port: number;
  /** Nothing goes through in either direction, and nobody is told: connections stay open, new ones are accepted. */
  stall(): void;
  /** What had been held goes through. */
  resume(): void;
  /** What the server says from now on is thrown away; what it is told goes through. Ends with `cut`. */
  loseAnswers(): void;
  /** Ends every connection that there is, without a word. */
  cut(): void;
  /** Cuts, and refuses connections until `back`. */
  away(): Promise<void>;
  back(): Promise<void>;
  stop(): Promise<void>;
}

interface Pair {
  client: Socket;
  server: Socket;
}

/** @param ownPort 0: a free one */
export async function startTcpProxy(target: { host?: string; port: number }, ownPort = 0): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let isStalled = false;
  let losesAnswers = false;
  let listener: Server | null = null;

  function accept(client: Socket): void {
    const server = connect({ host: '127.0.0.1', noDelay: true, ...target });
    const pair = { client: client.setNoDelay(true), server };
    pairs.add(pair);
    forward(client, server, () => false);
    forward(server, client, () => losesAnswers);
    for (const socket of [client, server]) {
      socket.on('error', () => undefined);
      // Silence hides the end of the other side too.
      socket.on('close', () => isStalled || end(pair));
    }
  }

  function forward(from: Socket, to: Socket, isLost: () => boolean): void {
    from.on('data', (bytes) => {
      if (!isLost() && !to.write(bytes)) from.pause();
    });
    to.on('drain', () => isStalled || from.resume());
    if (isStalled) from.pause();
  }

  function end(pair: Pair): void {
    pairs.delete(pair);
    pair.client.destroy();
    pair.server.destroy();
  }

  function cut(): void {
    isStalled = false;
    losesAnswers = false;
    for (const pair of pairs) {
      pair.client.resetAndDestroy();
      end(pair);
    }
  }

  async function listen(port: number): Promise<number> {
    listener = createServer(accept).listen(port, '127.0.0.1');
    await once(listener, 'listening');
    return (listener.address() as AddressInfo).port;
  }

  async function away(): Promise<void> {
    const closed = listener === null ? null : once(listener, 'close');
    listener?.close();
    listener = null;
    cut();
    await closed;
  }

  const port = await listen(ownPort);
  return {
    port,
    stall() {
      isStalled = true;
      for (const { client, server } of pairs) {
        client.pause();
        server.pause();
      }
    },
    resume() {
      isStalled = false;
      for (const pair of pairs) {
        if (pair.client.destroyed || pair.server.destroyed) end(pair);
        pair.client.resume();
        pair.server.resume();
      }
    },
    loseAnswers: () => void (losesAnswers = true),
    cut,
    away,
    back: async () => void (await listen(port)),
    stop: away,
  };
}
