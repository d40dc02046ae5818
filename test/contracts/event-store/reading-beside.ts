import { expect, it } from '@jest/globals';
import { ledgerStart } from '../../../src/ports/event-store.js';
import { followUntil } from './following.js';
import { newSave, newStream } from '../../support/ledgers/new-saves.js';
import { appendAll, expectUnavailable } from './results.js';
import type { OpenReader, Stores } from './stores.js';

/** A reader of its own beside a store that appends. */
export function readingBeside(stores: Stores, open: OpenReader): void {
  it('gives a reader beside it every answer that it gives itself', async () => {
    const folder = stores.folder();
    const store = await stores.open(folder);
    const reader = await stores.openReader(folder, open);
    const saves = Array.from({ length: 10 }, (_, n) => newSave({ events: 1 + (n % 3) }));

    for (const save of saves) {
      const [outcome] = await appendAll(store, [save]);
      if (reader.findCommand !== undefined) expect(await reader.findCommand(save.commandId)).toEqual(outcome);
      expect(await reader.head()).toBe(outcome?.lastPosition);
      expect(await reader.readStream(save.stream, 0, 10)).toEqual(await store.readStream(save.stream, 0, 10));
    }

    const whole = await store.readAll(ledgerStart, 100);
    expect(await reader.readAll(ledgerStart, 100)).toEqual(whole);
    for (const event of whole) expect(await reader.readAt(event.position)).toEqual(event);
    if (reader.findCommand !== undefined) expect(await reader.findCommand(newSave().commandId)).toBeNull();
  });

  it('shows a reader beside it an empty ledger as empty', async () => {
    const folder = stores.folder();
    await stores.open(folder);
    const reader = await stores.openReader(folder, open);

    expect(await reader.head()).toBe(ledgerStart);
    expect(await reader.readAll(ledgerStart, 10)).toEqual([]);
    expect(await reader.readStream(newStream(), 0, 10)).toEqual([]);
  });

  it('gives a follower beside it everything once, in order, while appends arrive', async () => {
    const folder = stores.folder();
    const store = await stores.open(folder);
    const reader = await stores.openReader(folder, open);
    await appendAll(store, [newSave({ events: 2 }), newSave()]);
    const mark = newSave();

    const followed = followUntil(reader, ledgerStart, mark.events[0]?.id ?? '');
    await Promise.all(Array.from({ length: 100 }, (_, n) => store.append(newSave({ events: 1 + (n % 2) }))));
    await store.append(mark);

    expect(await followed).toEqual(await store.readAll(ledgerStart, 1000));
  });

  it('lets a reader be closed while the store goes on', async () => {
    const folder = stores.folder();
    const store = await stores.open(folder);
    const reader = await open(folder);
    await reader.close();

    const outcome = await store.append(newSave());

    expect(await store.head()).toBe(outcome.lastPosition);
    expectUnavailable((await Promise.allSettled([reader.head()]))[0]);
    expectUnavailable((await Promise.allSettled([reader.readAll(ledgerStart, 10)]))[0]);
  });
}
