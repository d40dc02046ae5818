import { expect, it } from '@jest/globals';
import { newSave } from '../../support/ledgers/new-saves.js';
import { expectAppended, expectConflict, expectStored, issue } from './results.js';
import type { Stores } from './stores.js';

/** Of an engine without an index of commands: it looks at revisions alone, and never claims to know a command. */
export function commandsElsewhere(stores: Stores): void {
  it('has no way to ask for a command', async () => {
    expect((await stores.open()).findCommand).toBeUndefined();
  });

  it('takes other saves of a command that it has stored: whoever appends has looked', async () => {
    const store = await stores.open();
    const first = newSave({ events: 2 });
    const { stream, commandId } = first;
    const onSame = newSave({ stream, commandId, expectedRevision: 1, version: 2 });
    const onOther = newSave({ commandId, version: 7 });

    const [one, two, three] = await issue(store, first, onSame, onOther);

    const saved = [first, expectAppended(one, first)] as const;
    expectStored(await store.readStream(stream, 0, 10), saved, [onSame, expectAppended(two, onSame)]);
    expectStored(await store.readStream(onOther.stream, 0, 10), [onOther, expectAppended(three, onOther)]);
  });

  it('answers a command repeated at a revision that has gone by as a conflict, and stores nothing', async () => {
    const store = await stores.open();
    const first = newSave();
    await store.append(first);
    const again = newSave({ stream: first.stream, commandId: first.commandId });

    const [result] = await issue(store, again);

    expectConflict(result, again, 0);
    expect(await store.readStream(first.stream, 0, 10)).toHaveLength(1);
  });
}
