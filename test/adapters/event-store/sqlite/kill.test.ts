import { describe, expect, it } from '@jest/globals';
import { openSqliteEventStore } from '../../../../src/adapters/event-store/sqlite/index.js';
import { newSave } from '../../../support/ledgers/new-saves.js';
import { useFolder } from '../../../support/ledgers/scratch-folder.js';
import { cases } from '../../../support/random/cases.js';
import { expectWholeSaves, saidOf, startAppender } from './appender.js';

const scratch = useFolder();
/** Each takes a second. */
const kills = cases(20, 4);
const saves = 200;

/** 200 saves, alone and in bursts of up to 12 that share a commit. */
function chanceBursts(): number[] {
  const bursts: number[] = [];
  for (let left = saves; left > 0; left -= bursts.at(-1) ?? left)
    bursts.push(Math.min(left, Math.random() < 0.5 ? 1 : 1 + Math.floor(Math.random() * 12)));
  return bursts;
}

describe('a process that is killed while it appends', () => {
  it(
    `leaves all that it acknowledged, once, and no half of a save: ${kills} times at a random moment`,
    async () => {
      for (let kill = 1; kill <= kills; kill += 1) {
        const folder = scratch.directory();
        const bursts = chanceBursts();
        const moment = Math.floor(Math.random() * 2 * saves);
        const appender = startAppender(scratch, folder, { bursts, hold: true });

        // Each save is said twice, when it is issued and when it is acknowledged; the process does not wait for us.
        await appender.until(({ length }) => length > moment);
        await appender.kill();
        const store = await openSqliteEventStore(folder);

        try {
          const there = await expectWholeSaves(store, appender);
          expect(there.length).toBeGreaterThanOrEqual(saidOf(appender, 'acknowledged').length);
          expect(await store.append(newSave())).toMatchObject({ firstRevision: 0 });
        } catch (error) {
          throw new Error(`kill ${kill}, after ${moment} lines of ${bursts.join(' ')}`, { cause: error });
        } finally {
          await store.close();
        }
      }
    },
    30_000 + kills * 2_000,
  );
});
