import { expect, it } from '@jest/globals';
import type { CommandOutcome, EventStore, NewSave, StoredEvent } from '../../../src/ports/event-store.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import { newSave, newStream } from '../../support/ledgers/new-saves.js';
import { appendAll, expectAscending, expectStored, issue } from './results.js';
import type { Stores } from './stores.js';

interface Given {
  store: EventStore;
  /** A stream of three saves with 3, 1 and 2 events, and between them saves of another. */
  stream: string;
  saved: (readonly [NewSave, CommandOutcome])[];
}

async function twoStreams(store: EventStore): Promise<Given> {
  const stream = newStream();
  const other = newStream();
  const saves = [
    newSave({ stream, events: 3 }),
    newSave({ stream: other, events: 2 }),
    newSave({ stream, expectedRevision: 2, version: 2, events: 1 }),
    newSave({ stream: other, expectedRevision: 1, version: 2, events: 1 }),
    newSave({ stream, expectedRevision: 3, version: 3, events: 2 }),
  ];
  const outcomes = await appendAll(store, saves);
  return { store, stream, saved: saves.map((save, n) => [save, outcomes[n] as CommandOutcome] as const) };
}

export function reading(stores: Stores): void {
  it('is empty at first', async () => {
    const store = await stores.open();

    expect(await store.head()).toBe(ledgerStart);
    expect(await store.readAll(ledgerStart, 10)).toEqual([]);
    expect(await store.readStream(newStream(), 0, 10)).toEqual([]);
    expect(await store.readAt(ledgerStart)).toBeNull();
  });

  it('reads a stream, and only it, from a revision on up to a limit', async () => {
    const { store, stream, saved } = await twoStreams(await stores.open());
    const whole = await store.readStream(stream, 0, 100);
    expectStored(whole, ...saved.filter(([save]) => save.stream === stream));

    for (let from = 0; from <= whole.length + 1; from += 1)
      for (let limit = 1; limit <= whole.length + 1; limit += 1)
        expect(await store.readStream(stream, from, limit)).toEqual(whole.slice(from, from + limit));
  });

  it('reads the whole ledger in order', async () => {
    const { store, saved } = await twoStreams(await stores.open());

    expectStored(await store.readAll(ledgerStart, 100), ...saved);
  });

  it('reads the ledger strictly after a position, in the middle of a save too, up to a limit', async () => {
    const { store } = await twoStreams(await stores.open());
    const whole = await store.readAll(ledgerStart, 100);

    for (const [index, { position }] of whole.entries())
      for (let limit = 1; limit <= whole.length + 1; limit += 1)
        expect(await store.readAll(position, limit)).toEqual(whole.slice(index + 1, index + 1 + limit));
  });

  it.each([1, 2, 4, 9, 10])('reads the ledger in pages of %i, each event once, until a page is short', async (size) => {
    const { store } = await twoStreams(await stores.open());
    const read: StoredEvent[] = [];

    for (let page = await store.readAll(ledgerStart, size); ;) {
      read.push(...page);
      if (page.length < size) break;
      page = await store.readAll(read.at(-1)?.position ?? ledgerStart, size);
    }

    expect(read).toEqual(await store.readAll(ledgerStart, 100));
  });

  it('reads the event at exactly a position', async () => {
    const { store } = await twoStreams(await stores.open());

    for (const event of await store.readAll(ledgerStart, 100))
      expect(await store.readAt(event.position)).toEqual(event);
    expect(await store.readAt(ledgerStart)).toBeNull();
  });

  it('has its head at the last event', async () => {
    const store = await stores.open();
    for (const save of [newSave({ events: 3 }), newSave(), newSave({ events: 2 })]) {
      const { lastPosition } = await store.append(save);
      expect(await store.head()).toBe(lastPosition);
    }
  });

  it('leaves its head where it is when a save is refused', async () => {
    const { store, stream } = await twoStreams(await stores.open());
    const before = await store.head();

    await issue(store, newSave({ stream }));

    expect(await store.head()).toBe(before);
  });

  it('tells its head only after every append issued before has succeeded or failed', async () => {
    const store = await stores.open();
    const stream = newStream();
    const saves = Array.from({ length: 40 }, (_, n) => newSave({ events: 1 + (n % 3) }));
    const refused = newSave({ stream, expectedRevision: 3 });
    const settled: string[] = [];

    const earlier = [...saves, refused].map((save) =>
      store.append(save).then(
        ({ lastPosition }) => settled.push(lastPosition),
        () => settled.push('refused'),
      ),
    );
    const asked = store.head().then((head) => ({ head, before: [...settled] }));
    const later = store.append(newSave({ stream }));
    const [{ head, before }, { firstPosition, lastPosition }] = await Promise.all([asked, later, ...earlier]);

    expect(before).toHaveLength(saves.length + 1);
    expect(before.filter((position) => position === 'refused')).toHaveLength(1);
    const positions = before.filter((position) => position !== 'refused').sort();
    expectAscending(positions);
    // What was issued after the question is either behind the answer or counted in.
    const [last = ''] = positions.slice(-1);
    expect(head).toBe(firstPosition > head ? last : lastPosition);
    expect(head >= last).toBe(true);
  });
}
