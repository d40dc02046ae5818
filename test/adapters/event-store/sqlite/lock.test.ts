import { describe, expect, it } from '@jest/globals';
import { openSqliteEventReader, openSqliteEventStore } from '../../../../src/adapters/event-store/sqlite/index.js';
import { ledgerStart, WriterLocked } from '../../../../src/ports/event-store.js';
import { followUntil } from '../../../contracts/event-store/following.js';
import { newSave } from '../../../support/ledgers/new-saves.js';
import { useFolder } from '../../../support/ledgers/scratch-folder.js';
import { expectWholeSaves, saidOf, startAppender } from './appender.js';

const scratch = useFolder();
const { directory, closing } = scratch;

async function open(folder: string) {
  return closing(await openSqliteEventStore(folder));
}

/** What keeps the store from being opened. */
async function refusalOf(folder: string): Promise<object> {
  const [result] = await Promise.allSettled([open(folder)]);
  const reason: unknown = result.status === 'rejected' ? result.reason : null;
  if (!(reason instanceof WriterLocked)) throw new Error('the store was not refused as locked', { cause: reason });
  return { ...reason, message: reason.message };
}

function lockedBy(folder: string, pid: number): object {
  return { ...new WriterLocked(folder, pid), message: new WriterLocked(folder, pid).message };
}

describe("the writer's lock", () => {
  it('refuses a writer in another process, and names the process that holds it', async () => {
    const folder = directory();
    const store = await open(folder);
    const { lastPosition } = await store.append(newSave());

    const other = startAppender(scratch, folder, { bursts: [1] });

    expect(await other.ended).toBe(0);
    const { message } = new WriterLocked(folder, process.pid);
    expect(other.said).toEqual([{ kind: 'locked', location: folder, pid: process.pid, message }]);
    expect(message).toContain(`pid ${process.pid}`);
    expect(await store.head()).toBe(lastPosition);
  });

  it('refuses a second writer in the same process', async () => {
    const folder = directory();
    await open(folder);

    expect(await refusalOf(folder)).toEqual(lockedBy(folder, process.pid));
    expect(await refusalOf(folder)).toEqual(lockedBy(folder, process.pid));
  });

  it('holds one directory, not the others', async () => {
    await open(directory());

    const outcome = await (await open(directory())).append(newSave());

    expect(outcome.lastRevision).toBe(0);
  });

  it('is let go when the store is closed', async () => {
    const folder = directory();
    await (await open(folder)).close();
    const appender = startAppender(scratch, folder, { bursts: [2] });
    expect(await appender.ended).toBe(0);

    const store = await open(folder);

    expect(await expectWholeSaves(store, appender)).toHaveLength(2);
  });

  it('is let go when the process that holds it is killed', async () => {
    const folder = directory();
    const holder = startAppender(scratch, folder, { bursts: [1, 3], hold: true });
    await holder.until((said) => said.at(-1)?.kind === 'done');
    expect(await refusalOf(folder)).toEqual(lockedBy(folder, holder.pid));

    await holder.kill();
    const store = await open(folder);

    expect(await holder.ended).toBe('SIGKILL');
    expect(await expectWholeSaves(store, holder)).toHaveLength(4);
    await store.append(newSave());
  });
});

describe('a reader in another process than the writer', () => {
  it('follows every save that the writer acknowledges', async () => {
    const folder = directory();
    const writer = startAppender(scratch, folder, { bursts: [1, 20, 1, 20, 1] });
    await writer.until((said) => said.length > 0);
    const reader = closing(openSqliteEventReader(folder));
    const mark = newSave();

    const following = followUntil(reader, ledgerStart, mark.events[0]?.id ?? '');
    await writer.ended;
    await (await open(folder)).append(mark);
    const followed = await following;

    const issued = [...saidOf(writer, 'issued').map(({ save }) => save), mark];
    expect(followed.map(({ id, type, body, leafHash }) => ({ id, type, body, leafHash }))).toEqual(
      issued.flatMap(({ events }) => events),
    );
    for (const { outcome } of saidOf(writer, 'acknowledged'))
      expect(await reader.findCommand?.(outcome.commandId)).toEqual(outcome);
  });
});
