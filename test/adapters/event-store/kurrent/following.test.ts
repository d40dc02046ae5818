import { describe, expect, it } from '@jest/globals';
import { checkServer } from '../../../../src/adapters/event-store/kurrent/check-server.js';
import { follow } from '../../../../src/adapters/event-store/kurrent/follow.js';
import type { EventReader, Position, StoredEvent } from '../../../../src/ports/event-store.js';
import { ledgerStart, StoreUnavailable } from '../../../../src/ports/event-store.js';
import { usualPatience } from '../../../../src/adapters/event-store/kurrent/patience.js';
import { followUntil } from '../../../contracts/event-store/following.js';
import { appendAll } from '../../../contracts/event-store/results.js';
import { clientOf, saved, startServer } from '../../../support/engines/kurrent-server/raw-client.js';
import { ledgerAt } from '../../../support/engines/kurrent-ledgers.js';
import { quick, useKurrentStores } from '../../../support/engines/kurrent-stores.js';
import { newSave, newStream } from '../../../support/ledgers/new-saves.js';

const { open, openReader } = useKurrentStores();

/** Follows in steps: whoever asks is in no hurry. */
function steps(reader: EventReader, after: Position = ledgerStart) {
  const stop = new AbortController();
  const batches = reader.follow(after, stop.signal)[Symbol.asyncIterator]();
  const followed: StoredEvent[] = [];
  return {
    followed,
    async upTo(position: string) {
      while ((followed.at(-1)?.position ?? '') < position) {
        const step = await batches.next();
        if (step.done === true) throw new Error('it has ended');
        followed.push(...step.value);
      }
    },
    stop: () => stop.abort(),
  };
}

const manySaves = (count: number) => Array.from({ length: count }, (_, n) => newSave({ events: 1 + (n % 3) }));

describe('a follower', () => {
  it.each([
    ['every connection is cut', 'cut'],
    ['the server drops it as too slow', 'kickSubscribers'],
  ] as const)('goes on behind the last event that it gave when %s', async (_, fault) => {
    const server = await startServer();
    const store = await open(server.url);
    const follower = steps(await openReader(server.url));

    for (let round = 0; round < 5; round += 1) {
      const [, middle, last] = await appendAll(store, manySaves(3));
      await follower.upTo(middle?.lastPosition ?? '');
      server.faults[fault]();
      await follower.upTo(last?.lastPosition ?? '');
    }
    follower.stop();

    expect(follower.followed).toEqual(await store.readAll(ledgerStart, 1_000));
  });

  it('goes on when the server was away, with what was appended meanwhile', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const reader = await openReader(server.url, 'ours', { followMs: 60_000 });
    const follower = steps(reader);
    const [outcome] = await appendAll(store, manySaves(1));
    await follower.upTo(outcome?.lastPosition ?? '');

    const more = follower.upTo(`${outcome?.lastPosition ?? ''}~`);
    await server.faults.away();
    await server.faults.back();
    await store.append(newSave());
    await more;
    follower.stop();

    expect(follower.followed).toEqual(await store.readAll(ledgerStart, 1_000));
  });

  it('takes no word of the server for a place: neither that it has caught up nor a checkpoint', async () => {
    const server = await startServer();
    server.faults.runAhead(true);
    const store = await open(server.url);
    await appendAll(store, manySaves(40));
    const follower = steps(await openReader(server.url));

    for (const { position } of await store.readAll(ledgerStart, 1_000)) {
      await follower.upTo(position);
      server.faults.kickSubscribers();
    }
    follower.stop();

    expect(follower.followed).toEqual(await store.readAll(ledgerStart, 1_000));
  });

  it('notices a connection that stands and says nothing, well within ten seconds', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const reader = await openReader(server.url, 'ours', { followMs: 60_000 });
    const follower = steps(reader);
    const [first] = await appendAll(store, manySaves(1));
    await follower.upTo(first?.lastPosition ?? '');

    // With what a program waits for, the bound of what goes by before it is noticed.
    const { quietMs, answerMs } = usualPatience;
    expect(quietMs + answerMs + quietMs).toBeLessThan(10_000);

    const more = follower.upTo(`${first?.lastPosition ?? ''}~`);
    server.faults.stall();
    await expect(reader.head()).rejects.toThrow(StoreUnavailable);
    server.faults.cut();
    server.faults.resume();
    await store.append(newSave());
    await more;
    follower.stop();

    expect(follower.followed).toEqual(await store.readAll(ledgerStart, 1_000));
  });

  it('says that the store is lost when it stays away', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const outcome = await store.append(newSave());
    const follower = steps(await openReader(server.url, 'ours', { followMs: 500, readMs: 300 }));
    await follower.upTo(outcome.lastPosition);

    const more = follower.upTo(`${outcome.lastPosition}~`);
    await server.faults.away();

    await expect(more).rejects.toThrow(StoreUnavailable);
    await server.faults.back();
  });

  it('says that the store is lost when it stands and says nothing', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const outcome = await store.append(newSave());
    const follower = steps(await openReader(server.url, 'ours', { followMs: 1_000, readMs: 2_000 }));
    await follower.upTo(outcome.lastPosition);

    const more = follower.upTo(`${outcome.lastPosition}~`);
    server.faults.stall();

    await expect(more).rejects.toThrow(StoreUnavailable);
    server.faults.resume();
  });

  it('gives what arrives while it asks where the ledger ends, and waits for nothing more', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const other = steps(await openReader(server.url));
    const patience = { ...quick, quietMs: 50 };
    const { connection } = await checkServer(ledgerAt(server.url, 'ours'), patience);
    const headAfterAnAppend = async () => {
      patience.quietMs = 3_600_000;
      const { lastPosition } = await store.append(newSave());
      await other.upTo(lastPosition);
      return lastPosition;
    };

    const batches = follow(connection, headAfterAnAppend, ledgerStart, new AbortController().signal);
    const first = await batches.next();
    await batches.return(undefined);
    await connection.close();
    other.stop();

    expect(first.value).toEqual(await store.readAll(ledgerStart, 1_000));
  });

  it('waits while nothing is appended, without ever taking a server that is still for lost', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const before = await store.append(newSave());
    const reader = await openReader(server.url, 'ours', { quietMs: 5, followMs: 50 });
    const follower = steps(reader, before.lastPosition);
    const mark = newSave();

    const more = follower.upTo(`${before.lastPosition}~`);
    for (let asked = 0; asked < 50; asked += 1) await reader.head();
    await store.append(mark);
    await more;
    follower.stop();

    expect(follower.followed.map(({ id }) => id)).toEqual(mark.events.map(({ id }) => id));
  });

  it('gives everything once and in order from catching up to live, while writers run and connections are cut', async () => {
    const server = await startServer();
    const one = await open(server.url);
    const two = await open(server.url);
    await Promise.all(manySaves(100).map((save) => one.append(save)));
    const mark = newSave();
    const reader = await openReader(server.url, 'ours', { followMs: 60_000 });
    const followed = followUntil(reader, ledgerStart, mark.events[0]?.id ?? '');

    const writers = [one, two, one, two].map(async (store, writer) => {
      const stream = newStream();
      for (let n = 0; n < 20; n += 1) {
        await store.append(newSave({ stream, expectedRevision: 2 * n - 1, version: n + 1, events: 2 }));
        if (n % 10 === writer) server.faults.cut();
        if (n % 10 === writer + 5) server.faults.kickSubscribers();
      }
    });
    await Promise.all(writers);
    await one.append(mark);

    expect(await followed).toEqual(await one.readAll(ledgerStart, 1_000));
  });

  it('is held up by nobody else: events of others go by', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const client = clientOf(server);
    const follower = steps(await openReader(server.url));
    const saves = manySaves(5);
    for (const save of saves) {
      await client.appendToStream(
        'others-1',
        Array.from({ length: 200 }, () => saved('of others')),
      );
      const { lastPosition } = await store.append(save);
      await follower.upTo(lastPosition);
    }
    follower.stop();

    expect(follower.followed.map(({ id }) => id)).toEqual(saves.flatMap(({ events }) => events.map(({ id }) => id)));
  });
});
