import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { openSqliteEventReader, openSqliteEventStore } from '../../../../src/adapters/event-store/sqlite/index.js';
import type { Position } from '../../../../src/ports/event-store.js';
import { ledgerStart, StoreUnavailable } from '../../../../src/ports/event-store.js';
import { expectUnavailable } from '../../../contracts/event-store/results.js';
import { startChild } from '../../../support/processes/child.js';
import { newSave } from '../../../support/ledgers/new-saves.js';
import { useFolder } from '../../../support/ledgers/scratch-folder.js';
import { expectWholeSaves, saidOf, startAppender } from './appender.js';

const scratch = useFolder();
const { directory, closing } = scratch;

async function open(folder: string) {
  return closing(await openSqliteEventStore(folder));
}

function makeDatabase(folder: string, sql: string): void {
  const database = new Database(join(folder, 'events.db'));
  database.exec(sql);
  database.close();
}

const notOurs = 'is not an event store of Budget Ledger; name another directory.';

describe('a file that stands where the events should be', () => {
  it.each([
    ['text', (folder: string) => writeFileSync(join(folder, 'events.db'), '预算'.repeat(3000)), notOurs],
    ["another program's database", (folder: string) => makeDatabase(folder, 'create table notes (note text)'), notOurs],
    [
      "another program's database that says a version",
      (folder: string) => makeDatabase(folder, 'pragma user_version = 1; create table streams (name text)'),
      notOurs,
    ],
    [
      "another program's database, empty but marked",
      (folder: string) => makeDatabase(folder, 'pragma application_id = 7; create table t (x); drop table t'),
      notOurs,
    ],
    [
      'a later format of ours',
      (folder: string) =>
        makeDatabase(
          folder,
          'pragma application_id = 1112302966; pragma user_version = 3; create table streams (name)',
        ),
      'has format 3; this program reads up to format 2. Use the program that wrote it, or a newer one.',
    ],
  ])('is refused by writer and reader, and left as it was: %s', async (_, make, message) => {
    const folder = directory();
    const file = join(folder, 'events.db');
    make(folder);
    const before = readFileSync(file);

    // Twice: what was refused is not held.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const refused = open(folder);
      await expect(refused).rejects.toThrow(StoreUnavailable);
      await expect(refused).rejects.toThrow(`${file} ${message}`);
    }
    expect(() => openSqliteEventReader(folder)).toThrow(`${file} ${message}`);

    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('is not made by a reader', () => {
    const folder = directory();

    expect(() => openSqliteEventReader(folder)).toThrow(`${join(folder, 'events.db')} does not exist`);
    expect(() => openSqliteEventReader(folder)).toThrow('does not exist');
  });
});

describe('the files of the store', () => {
  it('have the whole ledger in one of them after the store has been closed', async () => {
    const folder = directory();
    const copy = directory();
    const appender = startAppender(scratch, folder, { bursts: [1, 30, 1] });
    expect(await appender.ended).toBe(0);

    copyFileSync(join(folder, 'events.db'), join(copy, 'events.db'));

    expect(await expectWholeSaves(await open(copy), appender)).toHaveLength(32);
  });

  it('are left as they are by a reader, even by the last one to go', async () => {
    const folder = directory();
    const appender = startAppender(scratch, folder, { bursts: [1, 30, 1], hold: true });
    await appender.until((said) => said.at(-1)?.kind === 'done');
    await appender.kill();
    const bytes = () =>
      ['events.db', 'events.db-wal'].map((file) => readFileSync(join(folder, file)).toString('base64'));
    const before = bytes();

    const reader = startChild<{ events: number }>('./event-reader.process.js', [folder]);
    closing({ close: () => reader.kill() });
    expect(await reader.ended).toBe(0);

    expect(reader.said).toEqual([{ events: saidOf(appender, 'issued').flatMap(({ save }) => save.events).length }]);
    expect(bytes()).toEqual(before);
  });

  it('may lie under a path with any signs', async () => {
    const folder = join(directory(), '预算 100%?#&=é');
    mkdirSync(folder);
    const store = await open(folder);
    const { lastPosition } = await store.append(newSave());

    const reader = closing(openSqliteEventReader(folder));

    expect(await reader.head()).toBe(lastPosition);
  });
});

describe('the store', () => {
  it('knows no event at what is none of its positions', async () => {
    const store = await open(directory());
    await store.append(newSave({ events: 2 }));

    for (const position of ['1', '0000000000000003', '9'.repeat(17), '-1', 'C:1/P:1', ''])
      expect(await store.readAt(position as Position)).toBeNull();
  });

  it('answers everything as unavailable when its writer has failed, rather than nothing', async () => {
    const folder = directory();
    const store = await open(folder);
    await store.append(newSave());
    makeDatabase(folder, 'drop table events');

    // Again and again: while the writer fails, while its thread ends, and when there is none any more.
    for (let round = 0; round < 3; round += 1) {
      const asked = await Promise.allSettled([store.head(), store.append(newSave()), store.readAll(ledgerStart, 1)]);
      for (const result of asked) expectUnavailable(result);
    }
  });
});
