/**
 * A server of KurrentDB that does nothing by itself: its log, its subscriptions and its answers move one step at a time,
 * when they are told to. It stands behind the adapter's follower where every order of events is to be tried.
 */
import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { KurrentDBClient } from '@kurrent/kurrentdb-client';
import type { Connection } from '../../../src/adapters/event-store/kurrent/connection.js';
import type { Patience } from '../../../src/adapters/event-store/kurrent/patience.js';
import { toPosition } from '../../../src/adapters/event-store/kurrent/position.js';
import type { Position } from '../../../src/ports/event-store.js';
import { ledgerStart } from '../../../src/ports/event-store.js';

const prefix = 'ledger:';

interface Entry {
  place: bigint;
  isOurs: boolean;
}

export interface ScriptedSubscription {
  isSilent: boolean;
  /** Whether there is something that it has not been sent. */
  isBehind(): boolean;
  /** Sends what comes next in the log, so many entries of it. */
  send(entries: number): void;
  /** Says that it has caught up, and of the log's end as a checkpoint, whatever has been sent. */
  announce(): void;
  drop(): void;
}

export interface ScriptedLog {
  connection: Connection;
  head(): Promise<Position>;
  /** Positions of the ledger's events. */
  positions(): Position[];
  /** Open ones that are not silent. */
  subscriptions(): ScriptedSubscription[];
  append(isOurs: boolean): void;
  answers: 'at once' | 'never' | 'with an error';
  /** How many questions were never answered. */
  unanswered(): number;
  refuses: boolean;
}

export function scriptedLog(patience: Patience): ScriptedLog {
  const log: Entry[] = [];
  const open = new Map<ScriptedSubscription, object>();
  let current: KurrentDBClient | null = null;
  let unanswered = 0;

  function newClient(): KurrentDBClient {
    const client = { subscribeToAll: (options: Asked, held: { highWaterMark: number }) => subscribe(options, held) };
    function subscribe({ fromPosition, filter }: Asked, { highWaterMark }: { highWaterMark: number }) {
      const stream = new Readable({ objectMode: true, highWaterMark, read: () => undefined });
      const place = typeof fromPosition === 'string' ? -1n : fromPosition.commit;
      let next = log.findIndex((entry) => entry.place > place);
      if (next === -1) next = log.length;
      const subscription: ScriptedSubscription = {
        isSilent: false,
        isBehind: () => next < log.length,
        send(entries) {
          for (const entry of log.slice(next, next + entries)) if (entry.isOurs) stream.push({ event: eventOf(entry) });
          next = Math.min(log.length, next + entries);
        },
        announce() {
          const last = log.at(-1);
          stream.emit('caughtUp', {});
          if (last !== undefined) filter.checkpointReached(stream, { commit: last.place, prepare: last.place });
        },
        drop() {
          open.delete(subscription);
          stream.emit('error', new Error('dropped'));
        },
      };
      const unsubscribe = async () => void open.delete(subscription);
      if (scripted.refuses) setImmediate(() => stream.emit('error', new Error('refused')));
      else open.set(subscription, client);
      return Object.assign(stream, { unsubscribe });
    }
    return client as unknown as KurrentDBClient;
  }

  const scripted: ScriptedLog = {
    answers: 'at once',
    refuses: false,
    connection: {
      prefix,
      where: 'kurrentdb://scripted/ledger',
      patience,
      closed: new AbortController().signal,
      client: () => (current ??= newClient()),
      heard: () => undefined,
      renew(dead) {
        if (dead !== current) return;
        current = newClient();
        for (const [subscription, client] of open) if (client === dead) subscription.drop();
      },
      ask: () => Promise.reject(new Error('a follower asks for the head alone')),
      close: async () => undefined,
    },
    async head() {
      if (scripted.answers === 'never') {
        unanswered += 1;
        await new Promise(() => undefined);
      }
      if (scripted.answers === 'with an error') throw new Error('Server Is Not Ready');
      return scripted.positions().at(-1) ?? ledgerStart;
    },
    unanswered: () => unanswered,
    positions: () => log.filter(({ isOurs }) => isOurs).map(({ place }) => positionOf(place)),
    subscriptions: () => [...open.keys()].filter(({ isSilent }) => !isSilent),
    append: (isOurs) => void log.push({ place: BigInt(256 + 100 * log.length), isOurs }),
  };
  return scripted;
}

interface Asked {
  fromPosition: 'start' | { commit: bigint; prepare: bigint };
  filter: { checkpointReached(stream: unknown, position: object): void };
}

function positionOf(place: bigint): Position {
  return toPosition({ commit: place, prepare: place }) ?? ledgerStart;
}

/** As the client gives it. */
function eventOf({ place }: Entry): object {
  const data = Buffer.from(String(place));
  const leafHash = createHash('sha256').update(data).digest('hex');
  return {
    streamId: `${prefix}budget-1`,
    id: randomUUID(),
    revision: place,
    type: 'ProjectRenamed',
    isJson: false,
    data: Uint8Array.from(data),
    metadata: { leafHash },
    position: { commit: place, prepare: place },
  };
}
