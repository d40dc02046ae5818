import type { CommandOutcome, EventStore } from '../../../ports/event-store.js';
import { NothingStored, StoreUnavailable } from '../../../ports/event-store.js';
import { appendBound } from './append-bound.js';
import { groupAppender } from './append-group.js';
import { checkServer } from './check-server.js';
import type { Patience } from './patience.js';
import { usualPatience } from './patience.js';
import { prepareSave } from './prepared-save.js';
import { readerOver } from './reader.js';
import type { StreamQueue } from './stream-queue.js';
import { streamQueue } from './stream-queue.js';
import type { KurrentLocation } from './url.js';

/** Appends under way at once, over all streams: more of them would only wait longer, each for its answer. */
const atOnce = 128;

/**
 * The event store in KurrentDB or EventStoreDB, which other processes may write to as well: exact revisions are all that
 * keeps them apart.
 * @throws CannotConnect, ForeignChange
 */
export async function openKurrentEventStore(
  location: KurrentLocation,
  patience: Patience = usualPatience,
): Promise<EventStore> {
  const { connection } = await checkServer(location, patience);
  const reader = readerOver(connection);
  const bound = appendBound();
  const appendGroup = groupAppender(connection);
  const queues = new Map<string, StreamQueue>();
  /** Queues with something to append whose turn has not come. */
  const ready: string[] = [];
  const appends = new Set<Promise<unknown>>();
  const heads = new Set<Promise<unknown>>();
  let underWay = 0;
  let closing: Promise<void> | null = null;

  /** A stream is in `ready` or under way at most once, so that its saves keep their order. */
  function queueOf(stream: string): StreamQueue {
    const known = queues.get(stream);
    if (known !== undefined) return known;
    const queue = streamQueue(appendGroup, bound, connection.where);
    queues.set(stream, queue);
    ready.push(stream);
    return queue;
  }

  function begin(): void {
    while (underWay < atOnce) {
      const stream = ready.shift();
      const queue = stream === undefined ? undefined : queues.get(stream);
      if (stream === undefined || queue === undefined) return;
      underWay += 1;
      void queue.appendNext().then(() => {
        underWay -= 1;
        if (queue.isEmpty()) forget(stream, queue);
        else ready.push(stream);
        begin();
      });
    }
  }

  /** Not in this turn: what was decided on a save that failed may still be issued in it. */
  function forget(stream: string, queue: StreamQueue): void {
    setImmediate(() => {
      if (!queue.isEmpty()) {
        ready.push(stream);
        begin();
      } else if (queues.get(stream) === queue) queues.delete(stream);
    });
  }

  function track<T>(unsettled: Set<Promise<unknown>>, work: Promise<T>): Promise<T> {
    unsettled.add(work);
    const settled = () => unsettled.delete(work);
    work.then(settled, settled);
    return work;
  }

  const hasBeenClosed = `${connection.where} has been closed`;

  return {
    ...reader,
    async append(save) {
      if (closing !== null) throw new NothingStored(hasBeenClosed);
      const prepared = prepareSave(save);
      return track(
        appends,
        new Promise<CommandOutcome>((resolve, reject) => {
          queueOf(save.stream).add({ ...prepared, resolve, reject });
          // Not before the turn ends: what is issued in it goes together.
          setImmediate(begin);
        }),
      );
    },
    async head() {
      if (closing !== null) throw new StoreUnavailable(hasBeenClosed);
      return track(
        heads,
        (async () => {
          await Promise.allSettled([...appends]);
          return reader.head();
        })(),
      );
    },
    close() {
      closing ??= (async () => {
        await Promise.allSettled([...appends, ...heads]);
        await reader.close();
      })();
      return closing;
    },
  };
}
