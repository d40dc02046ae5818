import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openSqliteEventStore } from '../../../../src/adapters/event-store/sqlite/index.js';
import { issue } from '../../../contracts/event-store/results.js';
import { underStrace, whyNoStrace } from '../../../support/processes/system-calls.js';
import { useFolder } from '../../../support/ledgers/scratch-folder.js';
import type { Appender } from './appender.js';
import { expectWholeSaves, saidOf, startAppender } from './appender.js';
import { unless } from '../../../support/skipping.js';

const injected = unless(whyNoStrace(), 'what happens when the disk fails', it);

const scratch = useFolder();
const { directory, closing } = scratch;
const bursts = [1, 1, 1, 1, 1, 1];

/** Runs a process that appends while calls on the log fail as said. */
async function appendWithFailure(folder: string, inject: string): Promise<Appender> {
  const calls = [inject.split(':')[0] ?? ''];
  const file = join(folder, 'events.db-wal');
  const under = underStrace({ log: join(folder, 'strace.log'), calls, file, inject });
  const appender = startAppender(scratch, folder, { bursts }, under);
  expect(await appender.ended).toBe(0);
  return appender;
}

/** The answers, save by save. */
function answersOf({ said }: Appender): string[] {
  return said.flatMap(({ kind }) => (kind === 'acknowledged' || kind === 'refused' ? [kind] : []));
}

async function open(folder: string) {
  return closing(await openSqliteEventStore(folder));
}

describe('a sync that fails', () => {
  // The third sync of the log is the first save's: the head of the log and the tables have their own before.
  injected.each([3, 4, 6])(
    'refuses its save as one that is not stored, and the file opened anew takes what follows: sync %i',
    async (nth) => {
      const folder = directory();
      const appender = await appendWithFailure(folder, `fsync,fdatasync:error=EIO:when=${nth}`);

      expect(answersOf(appender)).toEqual(bursts.map((_, n) => (n === nth - 3 ? 'refused' : 'acknowledged')));
      const [refused] = saidOf(appender, 'refused');
      expect(refused?.name).toBe('NothingStored');
      expect(refused?.message).toContain('the writer has stopped after: ');
      const store = await open(folder);
      const there = await expectWholeSaves(store, appender);
      expect(there.map(({ commandId }) => commandId)).not.toContain(refused?.commandId);
      expect(there).toHaveLength(bursts.length - 1);
    },
  );

  injected('that goes on failing leaves its save unknown, and no later one is tried', async () => {
    const folder = directory();
    const appender = await appendWithFailure(folder, 'fsync,fdatasync:error=EIO:when=5+');
    const saves = saidOf(appender, 'issued').map(({ save }) => save);
    const [unknown, ...later] = saidOf(appender, 'refused');

    expect(answersOf(appender)).toEqual(bursts.map((_, n) => (n < 2 ? 'acknowledged' : 'refused')));
    expect(unknown?.name).toBe('StoreUnavailable');
    expect(later.map(({ name }) => name)).toEqual(later.map(() => 'NothingStored'));
    const store = await open(folder);
    const there = await expectWholeSaves(store, appender);
    expect([2, 3]).toContain(there.length);
    expect(there).toEqual(saves.slice(0, there.length));
    const [retried] = await issue(store, ...saves.slice(2, 3));
    if (there.length === 3) expect(retried).toMatchObject({ status: 'rejected', reason: { code: 'COMMAND_REPEATED' } });
    else expect(retried?.status).toBe('fulfilled');
    expect(await expectWholeSaves(store, appender)).toHaveLength(3);
  });
});

describe('a disk without space', () => {
  injected('refuses what does not fit, and goes on when there is space again', async () => {
    const folder = directory();
    const appender = await appendWithFailure(folder, 'pwrite64:error=ENOSPC:when=45..46');

    const answers = answersOf(appender);
    const refused = saidOf(appender, 'refused');
    expect(answers.at(0)).toBe('acknowledged');
    expect(answers.at(-1)).toBe('acknowledged');
    expect(refused).not.toEqual([]);
    for (const { name } of refused) expect(name).toBe('StorageFull');
    const store = await open(folder);
    expect(await expectWholeSaves(store, appender)).toHaveLength(bursts.length - refused.length);
  });
});
