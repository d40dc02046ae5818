import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { ledgerStart } from '../../../src/ports/event-store.js';
import { newSave, newStream } from '../../support/ledgers/new-saves.js';
import { expectAppended, expectConflict, expectRepeated, expectStored, issue } from './results.js';
import type { Stores } from './stores.js';

export function commands(stores: Stores): void {
  it('finds what an appended command came to, from the acknowledgement on', async () => {
    const store = await stores.open();
    const first = newSave({ events: 2 });
    const second = newSave({ stream: first.stream, expectedRevision: 1, version: 2 });

    for (const save of [first, second]) {
      const outcome = await store.append(save);
      expect(await store.findCommand?.(save.commandId)).toEqual(outcome);
    }
  });

  it('finds nothing under an id that was never appended', async () => {
    const store = await stores.open();
    await store.append(newSave());

    expect(await store.findCommand?.(randomUUID())).toBeNull();
  });

  it('answers a repeated command with its outcome before it looks at the revision', async () => {
    const store = await stores.open();
    const save = newSave({ events: 2 });
    const outcome = await store.append(save);

    // The stream has moved on, so the revision that the save expects is wrong by now as well.
    const [result] = await issue(store, save);

    expectRepeated(result, outcome);
    expectStored(await store.readAll(ledgerStart, 100), [save, outcome]);
  });

  it('answers a repeated command even if its content, version or stream is another', async () => {
    const store = await stores.open();
    const { commandId, ...first } = newSave();
    const outcome = await store.append({ commandId, ...first });
    const sameStream = newSave({ commandId, stream: first.stream, expectedRevision: 0, version: 2 });
    const otherStream = newSave({ commandId, version: 7, events: 2 });

    const [onSame] = await issue(store, sameStream);
    const [onOther] = await issue(store, otherStream);

    expectRepeated(onSame, outcome);
    expectRepeated(onOther, outcome);
    expect(await store.findCommand?.(commandId)).toEqual(outcome);
    expect(await store.readStream(otherStream.stream, 0, 10)).toEqual([]);
    expect(await store.head()).toBe(outcome.lastPosition);
  });

  it('answers a command repeated before its first answer came', async () => {
    const store = await stores.open();
    const save = newSave();

    const [first, second, third] = await issue(store, save, save, save);

    const outcome = expectAppended(first, save);
    expectRepeated(second, outcome);
    expectRepeated(third, outcome);
    expectStored(await store.readAll(ledgerStart, 100), [save, outcome]);
  });

  it('forgets a command that was refused, so that it can be tried again', async () => {
    const store = await stores.open();
    const stream = newStream();
    const commandId = randomUUID();
    const early = newSave({ stream, expectedRevision: 0, version: 2 });

    const [refused] = await issue(store, { ...early, commandId });
    expectConflict(refused, early, -1);
    expect(await store.findCommand?.(commandId)).toBeNull();

    await store.append(newSave({ stream }));
    const [result] = await issue(store, { ...early, commandId });
    expect(await store.findCommand?.(commandId)).toEqual(expectAppended(result, { ...early, commandId }));
  });
}
