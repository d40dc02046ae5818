import { expect, it } from '@jest/globals';
import type { EventReader, EventStore, Position, StoredEvent } from '../../../src/ports/event-store.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import { newSave, newStream } from '../../support/ledgers/new-saves.js';
import { expectUnavailable } from './results.js';
import type { Stores } from './stores.js';

/** Follows until the event with this id has come and the follower has ended; checks that no batch is empty. */
export async function followUntil(reader: EventReader, after: Position, id: string): Promise<StoredEvent[]> {
  const stop = new AbortController();
  const followed: StoredEvent[] = [];
  for await (const batch of reader.follow(after, stop.signal)) {
    expect(batch).not.toHaveLength(0);
    followed.push(...batch);
    if (batch.some((event) => event.id === id)) stop.abort();
  }
  return followed;
}

/** Appends one save and gives the id of its last event. */
async function appendLast(store: EventStore): Promise<string> {
  const save = newSave();
  await store.append(save);
  return save.events.at(-1)?.id ?? '';
}

async function appendHistory(store: EventStore, saves: number): Promise<void> {
  await Promise.all(Array.from({ length: saves }, (_, n) => store.append(newSave({ events: 1 + (n % 4) }))));
}

export function following(stores: Stores): void {
  it('gives what is there already, then what is appended from now on', async () => {
    const store = await stores.open();
    await appendHistory(store, 5);
    const stop = new AbortController();
    const batches = store.follow(ledgerStart, stop.signal)[Symbol.asyncIterator]();
    const followed: StoredEvent[] = [];

    for (let round = 0; round < 4; round += 1) {
      const head = await store.head();
      while (followed.at(-1)?.position !== head)
        followed.push(...(((await batches.next()).value ?? []) as StoredEvent[]));
      expect(followed).toEqual(await store.readAll(ledgerStart, 1000));
      await store.append(newSave({ events: 2 }));
    }
    stop.abort();
  });

  it('begins strictly after the position that it is asked for, in the middle of a save too', async () => {
    const store = await stores.open();
    await appendHistory(store, 4);
    const last = await appendLast(store);
    const whole = await store.readAll(ledgerStart, 100);

    for (const [index, { position }] of whole.slice(0, -1).entries())
      expect(await followUntil(store, position, last)).toEqual(whole.slice(index + 1));
  });

  it('leaves no gap and gives nothing twice while appends arrive', async () => {
    const store = await stores.open();
    await appendHistory(store, 600);
    const mark = newSave();
    const followers = Array.from({ length: 3 }, () => followUntil(store, ledgerStart, mark.events[0]?.id ?? ''));

    const writers = Array.from({ length: 8 }, async () => {
      const stream = newStream();
      for (let n = 0; n < 25; n += 1)
        await store.append(newSave({ stream, expectedRevision: 2 * n - 1, version: n + 1, events: 2 }));
    });
    const late = followUntil(store, await store.head(), mark.events[0]?.id ?? '');
    const head = await store.head();
    await Promise.all(writers);
    await store.append(mark);

    const whole = await store.readAll(ledgerStart, 10_000);
    expect(whole).toHaveLength(600 * 2.5 + 8 * 25 * 2 + 1);
    for (const followed of await Promise.all(followers)) expect(followed).toEqual(whole);
    const after = await late;
    expect(after).toEqual(whole.slice(-after.length));
    expect(after.length).toBeGreaterThanOrEqual(whole.filter(({ position }) => position > head).length);
  });

  it('lets a slow follower slow itself only, and gives it everything in the end', async () => {
    const store = await stores.open();
    await appendHistory(store, 10);
    const stop = new AbortController();
    const slow = store.follow(ledgerStart, stop.signal)[Symbol.asyncIterator]();
    const taken = [...((await slow.next()).value as StoredEvent[])];

    await appendHistory(store, 300);
    const last = await appendLast(store);
    const quick = await followUntil(store, ledgerStart, last);
    while (taken.at(-1)?.id !== last) taken.push(...((await slow.next()).value as StoredEvent[]));
    stop.abort();

    expect(taken).toEqual(quick);
    expect(taken).toEqual(await store.readAll(ledgerStart, 10_000));
  });

  it('ends when the signal aborts while it waits for more', async () => {
    const store = await stores.open();
    await store.append(newSave());
    const stop = new AbortController();
    const batches = store.follow(await store.head(), stop.signal)[Symbol.asyncIterator]();

    const next = batches.next();
    stop.abort();

    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('ends when the signal aborts between two batches', async () => {
    const store = await stores.open();
    await store.append(newSave());
    const stop = new AbortController();
    const batches = store.follow(ledgerStart, stop.signal)[Symbol.asyncIterator]();

    await batches.next();
    stop.abort();
    await store.append(newSave());

    expect(await batches.next()).toEqual({ done: true, value: undefined });
  });

  it('gives nothing under a signal that has aborted before', async () => {
    const store = await stores.open();
    await store.append(newSave());

    const batches = store.follow(ledgerStart, AbortSignal.abort())[Symbol.asyncIterator]();

    expect(await batches.next()).toEqual({ done: true, value: undefined });
  });

  it('tells a follower that waits when the store is closed under it', async () => {
    const store = await stores.open();
    await store.append(newSave());
    const batches = store.follow(await store.head(), new AbortController().signal)[Symbol.asyncIterator]();
    const waiting = Promise.allSettled([batches.next()]);

    await stores.close(store);

    expectUnavailable((await waiting)[0]);
  });
}
