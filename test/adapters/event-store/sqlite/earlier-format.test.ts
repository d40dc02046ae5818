import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { leafHash } from '../../../../events/leaf-hash.js';
import { openSqliteEventReader, openSqliteEventStore } from '../../../../src/adapters/event-store/sqlite/index.js';
import type { EventReader, StoredEvent } from '../../../../src/ports/event-store.js';
import { ledgerStart } from '../../../../src/ports/event-store.js';
import { newSave } from '../../../support/ledgers/new-saves.js';
import { useFolder } from '../../../support/ledgers/scratch-folder.js';
import { underStrace, whyNoStrace } from '../../../support/processes/system-calls.js';
import {
  earlierEventsFile,
  eventsOfEarlierLedger,
  putEarlierEventsInto,
} from '../../../support/stories/earlier-format.js';
import { startAppender } from './appender.js';
import { unless } from '../../../support/skipping.js';

const killed = unless(whyNoStrace(), 'what a kill leaves of a change of format', it);

const scratch = useFolder();
const { directory, closing, close } = scratch;

function earlierFolder(): string {
  const folder = directory();
  putEarlierEventsInto(folder);
  return folder;
}

function inFile<T>(folder: string, work: (database: Database.Database) => T): T {
  const database = new Database(join(folder, 'events.db'));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

function numberIn(folder: string, sql: string): number {
  return inFile(folder, (database) => (database.prepare(sql).raw().get() as [number])[0]);
}

async function readOnly(folder: string): Promise<StoredEvent[]> {
  const reader = closing(openSqliteEventReader(folder));
  const events = await wholeOf(reader);
  await close(reader);
  return events;
}

function wholeOf(reader: EventReader): Promise<StoredEvent[]> {
  return reader.readAll(ledgerStart, 10_000);
}

describe('a file of the format without hashes', () => {
  it('is read as it is, with the hashes of its bodies, and not touched', async () => {
    const folder = earlierFolder();

    const events = await readOnly(folder);

    expect(events).toHaveLength(eventsOfEarlierLedger);
    for (const { body, leafHash: hash } of events) expect(hash).toBe(leafHash(body));
    expect(readFileSync(join(folder, 'events.db')).equals(earlierEventsFile())).toBe(true);
  });

  it('gets the hash of each body when it is opened for writing, and tells the same', async () => {
    const folder = earlierFolder();
    const before = await readOnly(folder);

    const store = closing(await openSqliteEventStore(folder));
    expect(await wholeOf(store)).toEqual(before);
    await close(store);

    expect(numberIn(folder, 'pragma user_version')).toBe(2);
    const stored = inFile(folder, (database) =>
      database.prepare('select leaf_hash from events order by position').raw().all(),
    ) as [Buffer][];
    expect(stored.map(([hash]) => hash.toString('hex'))).toEqual(before.map(({ body }) => leafHash(body)));
  });

  it('goes on being read by whoever had opened it before, with what is appended afterwards', async () => {
    const folder = earlierFolder();
    const reader = closing(openSqliteEventReader(folder));
    const before = await wholeOf(reader);

    const store = closing(await openSqliteEventStore(folder));
    const { lastPosition } = await store.append(newSave());

    expect(await wholeOf(reader)).toEqual(await wholeOf(store));
    expect((await wholeOf(reader)).length).toBe(before.length + 1);
    expect(await reader.head()).toBe(lastPosition);
  });

  it('stays as it was if its hashes cannot be written, and gets them with the next start', async () => {
    const folder = earlierFolder();
    const before = await readOnly(folder);
    inFile(folder, (database) =>
      database.exec(`create trigger full_disk before update on events when new.position = 150
        begin select raise(abort, 'the disk is full'); end`),
    );

    await expect(openSqliteEventStore(folder)).rejects.toThrow(
      `${join(folder, 'events.db')} could not be brought from format 1 to format 2: `,
    );
    expect(await readOnly(folder)).toEqual(before);
    expect(numberIn(folder, 'pragma user_version')).toBe(1);

    inFile(folder, (database) => database.exec('drop trigger full_disk'));
    expect(await wholeOf(closing(await openSqliteEventStore(folder)))).toEqual(before);
    expect(numberIn(folder, 'pragma user_version')).toBe(2);
  });

  killed.each([1, 20, 90])(
    'has the one format or the other, whole, if the process is killed at write %i to its log',
    async (nth) => {
      const folder = earlierFolder();
      const before = await readOnly(folder);
      const inject = `pwrite64:signal=KILL:when=${nth}`;
      const file = join(folder, 'events.db-wal');
      const under = underStrace({ log: join(folder, 'strace.log'), calls: ['pwrite64'], file, inject });

      expect(await startAppender(scratch, folder, { bursts: [] }, under).ended).not.toBe(0);

      expect(existsSync(file)).toBe(true);
      expect(await readOnly(folder)).toEqual(before);
      expect(await wholeOf(closing(await openSqliteEventStore(folder)))).toEqual(before);
    },
  );
});
