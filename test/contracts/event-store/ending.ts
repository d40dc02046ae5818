import { expect, it } from '@jest/globals';
import type { CommandOutcome, EventStore, NewSave } from '../../../src/ports/event-store.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import { followUntil } from './following.js';
import { newSave, newStream } from '../../support/ledgers/new-saves.js';
import {
  appendAll,
  expectAppended,
  expectConflict,
  expectRepeated,
  expectStored,
  expectUnavailable,
  issue,
} from './results.js';
import type { Stores } from './stores.js';

/** Everything that can be asked about what the saves left. */
async function everythingOf(store: EventStore, saves: readonly NewSave[]): Promise<unknown> {
  const all = await store.readAll(ledgerStart, 1000);
  return {
    all,
    head: await store.head(),
    streams: await Promise.all(saves.map(({ stream }) => store.readStream(stream, 0, 1000))),
    commands: await Promise.all(saves.map(async ({ commandId }) => store.findCommand?.(commandId))),
    single: await Promise.all(all.map(({ position }) => store.readAt(position))),
  };
}

/** Closing and opening again. */
export function ending(stores: Stores): void {
  it('has kept everything when it is opened again', async () => {
    const folder = stores.folder();
    const before = await stores.open(folder);
    const saves = Array.from({ length: 20 }, (_, n) => newSave({ events: 1 + (n % 3) }));
    await appendAll(before, saves);
    const given = await everythingOf(before, saves);
    await stores.close(before);

    const after = await stores.open(folder);

    expect(await everythingOf(after, saves)).toEqual(given);
  });

  it('goes on where it was when it is opened again', async () => {
    const folder = stores.folder();
    const before = await stores.open(folder);
    const first = newSave({ events: 2 });
    const outcome = await before.append(first);
    await stores.close(before);
    const { stream } = first;
    const stale = newSave({ stream, expectedRevision: 0, version: 2, events: 2 });
    const next = newSave({ stream, expectedRevision: 1, version: 2 });

    const after = await stores.open(folder);
    const [repeated, conflict, appended] = await issue(after, first, stale, next);

    if (after.findCommand === undefined) expect(expectAppended(repeated, first)).toEqual(outcome);
    else expectRepeated(repeated, outcome);
    expectConflict(conflict, stale, 1);
    const { firstPosition } = expectAppended(appended, next);
    expect(firstPosition > outcome.lastPosition).toBe(true);
    const followed = await followUntil(after, outcome.firstPosition, next.events[0]?.id ?? '');
    expect(followed.map(({ id }) => id)).toEqual([first.events[1]?.id, next.events[0]?.id]);
  });

  it('answers nothing after it has been closed, and says that it is unavailable', async () => {
    const store = await stores.open();
    const save = newSave();
    const { lastPosition } = await store.append(save);
    await stores.close(store);

    const asked = await Promise.allSettled([
      store.append(newSave()),
      store.head(),
      store.readStream(save.stream, 0, 10),
      store.readAll(ledgerStart, 10),
      store.readAt(lastPosition),
      ...(store.findCommand === undefined ? [] : [store.findCommand(save.commandId)]),
      store.follow(ledgerStart, new AbortController().signal)[Symbol.asyncIterator]().next(),
    ]);

    for (const result of asked) expectUnavailable(result);
    expect(asked[0]).toMatchObject({ reason: { name: 'NothingStored' } });
  });

  it('answers every append that is under way when it is closed, and keeps what it acknowledged', async () => {
    const folder = stores.folder();
    const store = await stores.open(folder);
    const saves = Array.from({ length: 64 }, (_, n) => newSave({ stream: newStream(), events: 1 + (n % 2) }));
    const underWay = issue(store, ...saves);
    const asked = Promise.allSettled([store.head()]);

    await stores.close(store);
    const [results, [head]] = await Promise.all([underWay, asked]);

    const outcomes = new Map<NewSave, CommandOutcome>();
    for (const [n, save] of saves.entries()) {
      const result = results[n];
      if (result?.status === 'fulfilled') outcomes.set(save, expectAppended(result, save));
      else expectUnavailable(result);
    }
    if (head.status === 'rejected') expectUnavailable(head);
    const after = await stores.open(folder);
    for (const [save, outcome] of outcomes) {
      expectStored(await after.readStream(save.stream, 0, 10), [save, outcome]);
      if (after.findCommand !== undefined) expect(await after.findCommand(save.commandId)).toEqual(outcome);
    }
  });
}
