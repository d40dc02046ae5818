import { expect, it } from '@jest/globals';
import { openKurrentEventStore } from '../../../../src/adapters/event-store/kurrent/index.js';
import { AppendExpired } from '../../../../src/ports/event-store.js';
import { expectConflict, issue } from '../../../contracts/event-store/results.js';
import { useKurrentLedgers } from '../../../support/engines/kurrent-ledgers.js';
import { newSave } from '../../../support/ledgers/new-saves.js';
import { useFolder } from '../../../support/ledgers/scratch-folder.js';

const { ledgerOf } = useKurrentLedgers();
const { directory, closing } = useFolder();

it('does not send a save that is too old, nor what was decided on it', async () => {
  const store = closing(await openKurrentEventStore(ledgerOf(directory())));
  const old = { ...newSave(), sendBefore: Date.now() - 1 };
  const behind = newSave({ stream: old.stream, expectedRevision: 0, version: 2 });

  const [first, second] = await issue(store, old, behind);

  expect(first?.status === 'rejected' && first.reason).toBeInstanceOf(AppendExpired);
  expectConflict(second, behind, -1);
  expect(await store.readStream(old.stream, 0, 10)).toEqual([]);
});

it('sends one that is young enough', async () => {
  const store = closing(await openKurrentEventStore(ledgerOf(directory())));
  const save = { ...newSave(), sendBefore: Date.now() + 60_000 };
  expect(await store.append(save)).toMatchObject({ firstRevision: 0 });
});
