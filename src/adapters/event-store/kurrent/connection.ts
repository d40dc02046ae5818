import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { StoreUnavailable } from '../../../ports/event-store.js';
import { whileAlive, pause, pauseAfter } from './answers.js';
import { isFinal, NoAnswer, wordsOf } from './errors.js';
import type { Patience } from './patience.js';
import { prefixOf } from './stored-event.js';
import { outliveUnsentWrites } from './unsent-writes.js';
import type { KurrentLocation } from './url.js';
import { connectionString, shownUrl } from './url.js';

/** The way to the server that everything of one opened ledger shares. */
export interface Connection {
  /** Of the names of the ledger's streams. */
  readonly prefix: string;
  /** The ledger's URL, without the password. */
  readonly where: string;
  readonly patience: Patience;
  /** Aborts when it is closed. */
  readonly closed: AbortSignal;
  /** @throws StoreUnavailable once it is closed */
  client(): KurrentDBClient;
  /** Something was heard from the server. */
  heard(): void;
  /**
   * Takes the connection of this client for dead: what is asked from now on is asked over a new one. Of the many who notice
   * the same death the first one renews.
   */
  renew(dead: KurrentDBClient): void;
  /**
   * Asks until there is an answer.
   * @param ask is given a function to be called at every sign of life
   * @param ms how long a server that is away, or answers nothing, is waited for
   * @throws StoreUnavailable after that; what is final, as it is
   */
  ask<T>(ms: number, ask: (client: KurrentDBClient, alive: () => void) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Nothing is sent yet. @throws Error if a certificate cannot be read */
export function openConnection(location: KurrentLocation, patience: Patience): Connection {
  const open = (at = location) => KurrentDBClient.connectionString(connectionString(at));
  const closing = new AbortController();
  const where = shownUrl(location);
  let current = open();
  let lastHeard = 0;
  const outliving = outliveUnsentWrites();

  function client(): KurrentDBClient {
    if (closing.signal.aborted) throw new StoreUnavailable(`${where} has been closed`);
    return current;
  }

  function renew(dead: KurrentDBClient): void {
    if (dead !== current || closing.signal.aborted) return;
    current = open(apart(location));
    discard(dead);
  }

  const heard = () => {
    lastHeard = performance.now();
  };

  return {
    prefix: prefixOf(location.ledger),
    where,
    patience,
    closed: closing.signal,
    client,
    heard,
    renew,
    async ask(ms, ask) {
      const until = performance.now() + ms;
      for (let failures = 0; ; failures += 1) {
        const asked = client();
        const begun = performance.now();
        let sign = begun;
        const alive = () => {
          sign = performance.now();
          heard();
        };
        try {
          const answer = await whileAlive(Math.min(patience.answerMs, ms), ask(asked, alive), () => sign);
          alive();
          return answer;
        } catch (error) {
          if (isFinal(error)) throw error;
          // Where others are answered the connection lives, and one call alone has got lost.
          if (!(error instanceof NoAnswer) || lastHeard < begun) renew(asked);
          const left = until - performance.now();
          if (left <= 0) throw new StoreUnavailable(`${where} does not answer: ${wordsOf(error)}`, { cause: error });
          await pause(Math.min(pauseAfter(failures), left), [closing.signal]);
        }
      }
    },
    async close() {
      closing.abort();
      await current.dispose();
      // What the end of the client rejects is reported behind this turn.
      setImmediate(outliving.close);
    },
  };
}

let renewals = 0;

/**
 * A process has one TCP connection for all clients with the same settings, dead or not: what is written and followed over
 * would be shared with the client that was just given up. A setting that hardly matters keeps them apart.
 */
function apart(location: KurrentLocation): KurrentLocation {
  const { keepAliveTimeout = '10000' } = location.options;
  renewals += 1;
  const timeout = keepAliveTimeout === '-1' ? 3_600_000 : Number(keepAliveTimeout);
  return { ...location, options: { ...location.options, keepAliveTimeout: String(timeout + (renewals % 5_000)) } };
}

/** Ends what is still under way on it; whoever waits for that asks again over the new one. */
function discard(dead: KurrentDBClient): void {
  dead.dispose().catch(() => undefined);
}
