import type { AllStreamSubscription, KurrentDBClient } from '@kurrent/kurrentdb-client';
import { START, streamNameFilter } from '@kurrent/kurrentdb-client';
import type { Position, StoredEvent } from '../../../ports/event-store.js';
import type { Connection } from './connection.js';
import { toLogPosition } from './position.js';
import { toStoredEvent } from './stored-event.js';

/** Events that arrive and are not yet taken; the server sends no more meanwhile. */
const held = 512;

/** In windows of 32 events of others that the server skips: how often it says that it is still looking. */
const windowsBetweenSigns = 32;

/** One subscription to the ledger's events; it ends when the connection does, and does not come back by itself. */
export interface Subscription {
  /** What has arrived, in order; []: nothing yet. @throws ForeignChange once everything before it has been taken */
  take(): StoredEvent[];
  /** Why it has ended; null: it has not. What had arrived can still be taken. */
  ended(): { cause: unknown } | null;
  /** When anything was last heard, in milliseconds of `performance.now()`; 0: nothing yet. */
  lastSign(): number;
  /** Calls back whenever something has arrived, and when it ends. */
  onChange(listener: () => void): void;
  close(): void;
}

/**
 * Subscribes strictly behind a position. The server says how far it has looked, and that it has caught up, before the
 * events up to there have been taken: these are signs of life and never places to go on from.
 */
export function subscribe({ prefix, where }: Connection, client: KurrentDBClient, after: Position): Subscription {
  let sign = 0;
  let end: { cause: unknown } | null = null;
  let foreign: Error | null = null;
  let changed: () => void = () => undefined;
  const alive = () => {
    sign = performance.now();
  };
  const filter = streamNameFilter({
    prefixes: [prefix],
    checkpointInterval: windowsBetweenSigns,
    checkpointReached: alive,
  });
  const fromPosition = toLogPosition(after) ?? START;
  const stream: AllStreamSubscription = client.subscribeToAll({ fromPosition, filter }, { highWaterMark: held });
  const finish = (cause: unknown) => {
    end ??= { cause };
    changed();
  };
  stream.on('confirmation', alive);
  stream.on('readable', () => {
    alive();
    changed();
  });
  stream.on('error', finish);
  stream.on('end', () => finish(new Error('the server has ended the subscription')));
  stream.on('close', () => finish(new Error('the subscription was closed')));

  return {
    take() {
      const events: StoredEvent[] = [];
      try {
        if (foreign !== null) throw foreign;
        for (let arrived = next(); arrived !== null; arrived = next()) events.push(arrived);
      } catch (error) {
        if (events.length === 0) throw error;
        foreign = error as Error;
      }
      return events;
    },
    ended: () => end,
    lastSign: () => sign,
    onChange(listener) {
      changed = listener;
    },
    close() {
      changed = () => undefined;
      // Rejects where it has never been under way.
      stream.unsubscribe().catch(() => undefined);
    },
  };

  function next(): StoredEvent | null {
    const resolved = stream.read() as Parameters<typeof toStoredEvent>[0] | null;
    return resolved === null ? null : toStoredEvent(resolved, prefix, where);
  }
}
