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
  /** How many connections have been made through it. */
  made(): number;
  /** Nothing goes through in either direction, and nobody is told: connections stay open, new ones are accepted. */
  stall(): void;
  /** What had been held goes through. */
  resume(): void;
  /** The connections that there are go silent and stay so; those that come are not touched. */
  freeze(): void;
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
  /** Nothing goes through, whatever becomes of the others. */
  isFrozen: boolean;
}

/** @param ownPort 0: a free one */
export async function startTcpProxy(target: { host?: string; port: number }, ownPort = 0): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let isStalled = false;
  let made = 0;
  let losesAnswers = false;
  let listener: Server | null = null;

  function accept(client: Socket): void {
    const server = connect({ host: '127.0.0.1', noDelay: true, ...target });
    const pair = { client: client.setNoDelay(true), server, isFrozen: false };
    const isSilent = (): boolean => isStalled || pair.isFrozen;
    pairs.add(pair);
    made += 1;
    forward(client, server, { isSilent, isLost: () => false });
    forward(server, client, { isSilent, isLost: () => losesAnswers });
    for (const socket of [client, server]) {
      socket.on('error', () => undefined);
      // Silence hides the end of the other side too.
      socket.on('close', () => isSilent() || end(pair));
    }
  }

  function forward(from: Socket, to: Socket, { isSilent, isLost }: { isSilent(): boolean; isLost(): boolean }): void {
    from.on('data', (bytes) => {
      if (!isLost() && !to.write(bytes)) from.pause();
    });
    to.on('drain', () => isSilent() || from.resume());
    if (isSilent()) from.pause();
  }

  function hold({ client, server }: Pair): void {
    client.pause();
    server.pause();
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
    made: () => made,
    stall() {
      isStalled = true;
      pairs.forEach(hold);
    },
    resume() {
      isStalled = false;
      for (const pair of [...pairs].filter(({ isFrozen }) => !isFrozen)) {
        if (pair.client.destroyed || pair.server.destroyed) end(pair);
        pair.client.resume();
        pair.server.resume();
      }
    },
    freeze() {
      for (const pair of pairs) {
        pair.isFrozen = true;
        hold(pair);
      }
    },
    loseAnswers: () => void (losesAnswers = true),
    cut,
    away,
    back: async () => void (await listen(port)),
    stop: away,
  };
}
