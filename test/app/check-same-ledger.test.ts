import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { envelop } from '../../events/record.js';
import { checkSameLedger } from '../../src/app/check-same-ledger.js';
import { openEventStore } from '../../src/engines/stores.js';
import type { EventStore, StoredEvent } from '../../src/ports/event-store.js';
import { ledgerStart } from '../../src/ports/event-store.js';
import { onSqlite } from '../support/ledgers/on-sqlite.js';
import { configOf } from '../support/ledgers/pair.js';
import { openViews, project } from '../support/ledgers/projecting.js';
import type { ScratchFolder } from '../support/ledgers/scratch-folder.js';
import { useFolder } from '../support/ledgers/scratch-folder.js';
import { newSave } from '../support/ledgers/new-saves.js';
import { sayOf } from '../support/ledgers/own-events.js';
import { appendAll, newSave as storedSave } from '../support/ledgers/stored-history.js';
import type { DecidedSave } from '../support/random/history.js';
import { sampleHistory } from '../support/random/history.js';
import { withDrafts } from '../support/stories/drafted-history.js';

const folder: ScratchFolder = useFolder();
const history = withDrafts(sampleHistory({ budgets: 2, saves: 12 }, 3));

async function storeOf(saves: readonly DecidedSave[], directory = folder.directory()): Promise<EventStore> {
  const store = folder.closing(await openEventStore(configOf(directory)));
  await appendAll(store, saves);
  return store;
}

/** A read model of what the store holds. */
async function viewsOf(store: EventStore): Promise<string> {
  const directory = folder.directory();
  await project(store, directory, await store.head());
  return directory;
}

async function check(events: EventStore, views: string): Promise<void> {
  const readModel = folder.closing(await openViews(views));
  const shown = await readModel.status();
  const locations = { eventStore: '/events', readModel: '/views' };
  await checkSameLedger({ events, readModel, shown, locations });
}

describe('a read model beside its event store', () => {
  it('is of the same ledger wherever it has stopped, behind a budget or behind a draft', async () => {
    const store = await storeOf([]);
    const views = folder.directory();
    for (const save of history) {
      await appendAll(store, [save]);
      await project(store, views, await store.head());
      await check(store, views);
    }
  });

  it('is of the same ledger where it has stopped at something that leaves no row in it', async () => {
    const store = await storeOf(history.slice(0, 3));
    await sayOf(store);
    await check(store, await viewsOf(store));
    const drafted = history.slice(3, 6);
    await appendAll(store, drafted);
    await check(store, await viewsOf(store));
    const opening = drafted.at(-1)?.events[0];
    if (opening?.type !== 'DraftOpened') throw new TypeError('the sixth save opens no draft');
    const hold = { type: 'DraftHeld', data: { asVersion: 99 } } as const;
    const events = envelop([hold], { ...opening, commandId: 'holding' }, opening.revision + 1, randomUUID);
    await store.append(storedSave({ events }));
    await check(store, await viewsOf(store));
  });

  it('is of the same ledger when the event store has gone on', async () => {
    const store = await storeOf(history.slice(0, 6));
    const views = await viewsOf(store);
    await appendAll(store, history.slice(6));
    await check(store, views);
  });

  it('is of any ledger as long as it shows nothing', async () => {
    const views = await viewsOf(await storeOf([]));
    await check(await storeOf(history), views);
  });
});

describe('a read model is refused, in Chinese and English, with both places and what to do,', () => {
  const told = (code: string) =>
    expect.objectContaining({
      code,
      message: expect.stringMatching(/视图（\/views）.*事件库（\/events）.*rebuild/),
      messageEn: expect.stringMatching(/\(\/views\).*\/events.*rebuild/),
    });

  onSqlite(
    'with the files of SQLite',
    'an earlier backup is a copy of its file, with the positions that it had',
    () => {
      it('when the event store was restored from an earlier backup', async () => {
        const directory = folder.directory();
        const store = await storeOf(history.slice(0, 6), directory);
        await folder.close(store);
        const backup = join(folder.directory(), 'copy');
        mkdirSync(backup);
        cpSync(directory, backup, { recursive: true });
        const views = await viewsOf(await storeOf(history.slice(6), directory));
        await expect(check(await storeOf([], backup), views)).rejects.toEqual(told('READ_MODEL_AHEAD'));
      });

      it('when the restored event store has gone on to where the read model is, another way', async () => {
        const [opening, ...rest] = history as [DecidedSave, ...DecidedSave[]];
        const views = await viewsOf(await storeOf([opening, ...rest]));
        const other = withDrafts(sampleHistory({ budgets: 2, saves: 40 }, 4));
        await expect(
          check(await storeOf([opening, ...other.filter(({ budgetId }) => budgetId !== opening.budgetId)]), views),
        ).rejects.toEqual(told('READ_MODEL_AHEAD'));
      });
    },
  );

  it('when it is of another ledger, or the event store is', async () => {
    const views = await viewsOf(await storeOf(history.slice(0, 6)));
    const other = await storeOf(withDrafts(sampleHistory({ budgets: 2, saves: 40 }, 4)));
    await expect(check(other, views)).rejects.toEqual(told('READ_MODEL_OF_ANOTHER_LEDGER'));
  });

  it('when the event store is empty', async () => {
    const views = await viewsOf(await storeOf(history));
    await expect(check(await storeOf([]), views)).rejects.toEqual(told('READ_MODEL_OF_ANOTHER_LEDGER'));
  });
});

describe('an event store whose events were altered', () => {
  it.each(['first', 'last'] as const)('is told as that, and not as of another ledger: the %s', async (which) => {
    const store = await storeOf(history);
    const views = await viewsOf(store);
    const [first] = await store.readAll(ledgerStart, 1);
    const position = which === 'first' ? first?.position : await store.head();
    const altered = (event: StoredEvent) =>
      event.position === position ? { ...event, body: event.body.replace('"reason":', '"Reason":') } : event;
    const events: EventStore = {
      ...store,
      readAll: async (...of) => (await store.readAll(...of)).map(altered),
      readAt: async (at) => {
        const found = await store.readAt(at);
        return found && altered(found);
      },
    };
    await expect(check(events, views)).rejects.toMatchObject({
      code: 'ALTERED_EVENT',
      message: expect.stringMatching(new RegExp(`位置 ${String(position)} 的事件.*已被改动.*备份恢复`)),
      messageEn: expect.stringMatching(new RegExp(`The event at ${String(position)} .* was altered.*restore a backup`)),
    });
  });
});

describe('an event store that no ledger wrote', () => {
  it('is refused, in Chinese and English, with what was found, also before anything is shown', async () => {
    const views = await viewsOf(await storeOf([]));
    const foreign = await storeOf([]);
    await foreign.append(newSave({ stream: 'cart-1' }));
    await expect(check(foreign, views)).rejects.toEqual(
      expect.objectContaining({
        code: 'FOREIGN_EVENT',
        message: expect.stringMatching(/\/events 中有不属于本程序的事件.*cart-1.*EVENT_STORE/),
        messageEn: expect.stringMatching(/\/events holds events that this program did not write.*cart-1.*EVENT_STORE/),
      }),
    );
  });
});
