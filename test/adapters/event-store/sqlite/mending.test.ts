import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { openSqliteEventStore } from '../../../../src/adapters/event-store/sqlite/index.js';
import type { EventStore } from '../../../../src/ports/event-store.js';
import { ledgerStart } from '../../../../src/ports/event-store.js';
import type { StoreFault } from '../../../../src/ports/store-fault.js';
import { eventually } from '../../../support/processes/eventually.js';
import { newSave } from '../../../support/ledgers/new-saves.js';
import { useFolder } from '../../../support/ledgers/scratch-folder.js';

const { directory, closing } = useFolder();

async function openTelling(folder: string): Promise<{ store: EventStore; told: StoreFault[] }> {
  const store = closing(await openSqliteEventStore(folder));
  const told: StoreFault[] = [];
  store.onFault?.((fault) => told.push(fault));
  return { store, told };
}

function change(folder: string, sql: string): void {
  const database = new Database(join(folder, 'events.db'));
  database.exec(`pragma busy_timeout = 5000; ${sql}`);
  database.close();
}

async function isWell(store: EventStore): Promise<boolean> {
  return (await store.fault?.()) === null;
}

describe('a store whose writer has met what it cannot write past', () => {
  it('takes saves again by itself once that is mended, and tells it once however many saves it was met by', async () => {
    const folder = directory();
    const { store, told } = await openTelling(folder);
    const kept = newSave();
    await store.append(kept);
    change(folder, 'alter table commands rename to elsewhere');

    const refused = newSave();
    for (let times = 0; times < 3; times += 1)
      await expect(store.append(refused)).rejects.toMatchObject({ name: 'NothingStored' });
    expect(await store.fault?.()).toMatchObject({ code: 'INPUT_OUTPUT' });
    expect(told).toMatchObject([{ code: 'INPUT_OUTPUT', messageEn: expect.stringContaining(folder) }]);
    // Nothing keeps anybody from reading.
    expect(await store.readAll(ledgerStart, 10)).toMatchObject(kept.events);
    expect(await store.head()).toBe((await store.readAll(ledgerStart, 10)).at(-1)?.position);

    change(folder, 'alter table elsewhere rename to commands');
    await eventually(() => isWell(store));
    await store.append(refused);
    expect(await store.readAll(ledgerStart, 10)).toMatchObject([...kept.events, ...refused.events]);
    expect(told).toHaveLength(1);
  });

  it('starts its thread anew when that has ended, says so, and goes on where it was', async () => {
    const { store, told } = await openTelling(directory());
    const before = newSave();
    await store.append(before);

    // Nothing that a caller can give is what ends a thread; this stands for a fault of the program.
    const fatal = { ...newSave(), events: [undefined as never] };
    await expect(store.append(fatal)).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(told).toMatchObject([{ code: 'STOPPED' }]);
    await expect(store.append(newSave())).rejects.toMatchObject({ name: 'NothingStored' });
    expect(await store.fault?.()).toMatchObject({ code: 'STOPPED' });
    expect(await store.readAll(ledgerStart, 10)).toMatchObject(before.events);

    await eventually(() => isWell(store));
    const after = newSave();
    await store.append(after);
    expect(await store.readAll(ledgerStart, 10)).toMatchObject([...before.events, ...after.events]);
    expect(told).toHaveLength(1);
  });

  it('is closed at once while it waits to be opened again', async () => {
    const folder = directory();
    const { store } = await openTelling(folder);
    await expect(store.append({ ...newSave(), events: [undefined as never] })).rejects.toMatchObject({
      name: 'StoreUnavailable',
    });
    await store.close();
    // Nobody holds it any more.
    await (await openSqliteEventStore(folder)).close();
  });
});
