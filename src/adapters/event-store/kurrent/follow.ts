import type { Position, StoredEvent } from '../../../ports/event-store.js';
import { StoreUnavailable } from '../../../ports/event-store.js';
import { pause, pauseAfter, withinTime } from './answers.js';
import type { Connection } from './connection.js';
import { isFinal, wordsOf } from './errors.js';
import type { Subscription } from './subscription.js';
import { subscribe } from './subscription.js';

/**
 * Follows the ledger over as many subscriptions as it takes, each from the last event that was given: nothing is left
 * out and nothing comes twice. While the consumer is busy nothing is asked for; a server that drops it for that is asked
 * again.
 * @param head where the ledger ends, asked of the server
 * @throws StoreUnavailable when it has been lost for `followMs`, or is closed; ForeignChange
 */
export async function* follow(
  connection: Connection,
  head: () => Promise<Position>,
  after: Position,
  signal: AbortSignal,
): AsyncGenerator<readonly StoredEvent[]> {
  const { patience, closed, where } = connection;
  const isStopped = () => signal.aborted || closed.aborted;
  let given = after;
  let lostSince: number | null = null;
  for (let failures = 0; !signal.aborted; failures += 1) {
    const client = connection.client();
    const subscription = subscribe(connection, client, given);
    let lost: unknown = null;
    try {
      while (!isStopped() && lost === null) {
        const events = subscription.take().filter(({ position }) => position > given);
        const last = events.at(-1);
        if (last !== undefined) {
          given = last.position;
          failures = 0;
          lostSince = null;
          connection.heard();
          yield events;
          continue;
        }
        lost = subscription.ended();
        if (lost !== null || (await hasChanged(subscription))) continue;
        const silence = await findSilence(subscription, given);
        if (silence === null) {
          failures = 0;
          lostSince = null;
        } else {
          lost = { cause: silence };
          connection.renew(client);
        }
      }
    } finally {
      subscription.close();
    }
    if (signal.aborted) return;
    if (closed.aborted) throw new StoreUnavailable(`${where} has been closed`);
    const { cause } = lost as { cause: unknown };
    if (isFinal(cause)) throw unavailable(cause);
    lostSince ??= performance.now();
    if (performance.now() - lostSince >= patience.followMs) throw unavailable(cause);
    if (failures > 0) {
      connection.renew(client);
      await pause(pauseAfter(failures), [signal, closed]);
    }
  }

  /** Why the subscription that says nothing must be taken for dead; null: there is nothing that it should have said. */
  async function findSilence(subscription: Subscription, last: Position): Promise<unknown> {
    const asked = performance.now();
    try {
      if ((await withinTime(patience.answerMs, head())) <= last) return null;
    } catch (error) {
      return error;
    }
    // Meanwhile something has arrived, or it has still to look through events of others, and says so.
    const isAlive = () => subscription.lastSign() > asked;
    if (isAlive() || (await hasChanged(subscription)) || isAlive()) return null;
    return new Error('the server has events that it does not send');
  }

  /** Waits a while for something to arrive, or for the end. */
  async function hasChanged(subscription: Subscription): Promise<boolean> {
    let changed = false;
    await pause(patience.quietMs, [signal, closed], (wake) =>
      subscription.onChange(() => {
        changed = true;
        wake();
      }),
    );
    return changed || isStopped();
  }

  function unavailable(cause: unknown): StoreUnavailable {
    return new StoreUnavailable(`${where} cannot be followed: ${wordsOf(cause)}`, { cause });
  }
}
