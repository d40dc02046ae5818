import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { openSqliteEventReader, openSqliteEventStore } from '../../../../src/adapters/event-store/sqlite/index.js';
import { readKnownEnd } from '../../../../src/adapters/event-store/sqlite/known-end.js';
import type { Position } from '../../../../src/ports/event-store.js';
import { ledgerStart, StoreUnavailable } from '../../../../src/ports/event-store.js';
import { newSave } from '../../../support/ledgers/new-saves.js';
import { useFolder } from '../../../support/ledgers/scratch-folder.js';
import { saidOf, startAppender } from './appender.js';

const scratch = useFolder();
const { directory, closing } = scratch;
const open = async (folder: string, despiteLoss = false) =>
  closing(await openSqliteEventStore(folder, { despiteLoss }));

/** Takes the last events out of a file that nobody has open. */
function cutBehind(folder: string, position: number): void {
  const database = new Database(join(folder, 'events.db'));
  database.exec(
    `delete from events where position > ${position}; delete from commands where last_position > ${position}`,
  );
  database.close();
  rmSync(join(folder, 'events.db.closed'));
}

describe('how far a ledger is known to reach', () => {
  it('is where the last acknowledged save ends, and nowhere before the first', async () => {
    const folder = directory();
    const store = await open(folder);
    expect(readKnownEnd(folder)).toBeNull();
    for (const events of [1, 3, 2]) {
      const save = newSave({ events });
      const { lastPosition } = await store.append(save);
      expect(readKnownEnd(folder)).toEqual({ position: lastPosition, leafHash: save.events.at(-1)?.leafHash });
    }
    expect(await store.lost?.()).toBeNull();
  });

  it('is known of a process that was killed, with all that it had acknowledged', async () => {
    const folder = directory();
    const appender = startAppender(scratch, folder, { bursts: Array.from({ length: 60 }, () => 3), hold: true });
    await appender.until(() => saidOf(appender, 'acknowledged').length > 40);
    await appender.kill();
    const acknowledged = saidOf(appender, 'acknowledged').map(({ outcome }) => outcome.lastPosition);
    const known = readKnownEnd(folder)?.position ?? ledgerStart;
    for (const position of acknowledged) expect(known >= position).toBe(true);
    const reader = closing(openSqliteEventReader(folder));
    expect((await reader.head()) >= known).toBe(true);
    expect(await reader.lost?.()).toBeNull();
  });

  it('is noted of a file that nobody had noted it of, when it is opened to be written', async () => {
    const folder = directory();
    const store = await open(folder);
    const { lastPosition } = await store.append(newSave({ events: 2 }));
    await scratch.close(store);
    rmSync(join(folder, 'events.db.reached'));
    await scratch.close(closing(openSqliteEventReader(folder)));
    expect(existsSync(join(folder, 'events.db.reached'))).toBe(false);
    await scratch.close(await open(folder));
    expect(readKnownEnd(folder)?.position).toBe(lastPosition);
  });
});

describe('a note of it', () => {
  it.each([
    ['that has its length and nothing in it, as a loss of power may leave it,', 0, true],
    ['that says something else', 49, false],
  ])('%s is as if there were none, or is refused by name', async (_what, byte, isNone) => {
    const folder = directory();
    const store = await open(folder);
    const { lastPosition } = await store.append(newSave());
    await scratch.close(store);
    const file = join(folder, 'events.db.reached');
    writeFileSync(file, Buffer.alloc(statSync(file).size, byte));
    if (!isNone) return expect(open(folder)).rejects.toMatchObject({ code: 'ALTERED_FILE', file });
    expect(await (await open(folder)).head()).toBe(lastPosition);
    return expect(readKnownEnd(folder)?.position).toBe(lastPosition);
  });
});

describe('a file that ends before that', () => {
  async function cut(): Promise<{ folder: string; reached: Position }> {
    const folder = directory();
    const store = await open(folder);
    await store.append(newSave({ events: 4 }));
    const { lastPosition: reached } = await store.append(newSave({ events: 3 }));
    await scratch.close(store);
    cutBehind(folder, 4);
    return { folder, reached };
  }

  it('is not opened for writing, and says to whoever reads it up to where it had reached', async () => {
    const { folder, reached } = await cut();
    await expect(open(folder)).rejects.toMatchObject({ code: 'ROLLED_BACK', found: '0000000000000004' });
    expect(await closing(openSqliteEventReader(folder)).lost?.()).toMatchObject({ position: reached });
    expect(readKnownEnd(folder)?.position).toBe(reached);
  });

  it('takes only what is placed behind all that it had given, and gives none of that again', async () => {
    const { folder, reached } = await cut();
    const store = await open(folder, true);
    await expect(store.append(newSave())).rejects.toThrow(StoreUnavailable);
    await scratch.close(store);
    expect(readKnownEnd(folder)?.position).toBe(reached);

    const again = await open(folder, true);
    const behind = await again.append({ ...newSave({ events: 2 }), behind: reached });
    expect(behind).toMatchObject({ firstPosition: '0000000000000008', lastPosition: '0000000000000009' });
    expect(await again.append(newSave())).toMatchObject({ firstPosition: '0000000000000010' });
    expect((await again.readAll(ledgerStart, 10)).map(({ position }) => Number(position))).toEqual([
      1, 2, 3, 4, 8, 9, 10,
    ]);
  });
});
