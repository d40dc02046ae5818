import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { whatIsSaid } from './cut-logs.js';
import { officersOf } from './officers.js';
import type { Torture } from './torture.js';
import { diceOf } from './torture.js';

/** Which folders are put back; the whole data folder at once is a restored machine, of which nobody can know. */
const returned: readonly (readonly string[])[] = [['events'], ['events', 'views'], ['views']];

/** Somebody puts older files in the place of newer ones. */
export const olderCopies: Torture = {
  name: 'older-copies',
  what: 'an older copy of the events, the views or both in the place of the newer ones, then a start',
  missing: () => null,
  async round(seed) {
    const dice = diceOf(seed);
    const directory = temporaryDirectory();
    const older = temporaryDirectory();
    const first = await startLedger(directory);
    const officers = await officersOf(first, `older-${seed}`);
    await officers.edit(first, 6);
    await first.stop();
    cpSync(directory, older, { recursive: true });

    const second = await startLedger(directory);
    await officers.edit(second, 6 + dice(10));
    if (dice(2) === 0) await second.stop();
    else await second.kill();
    const folders = returned[dice(returned.length)] ?? [];
    for (const name of folders) {
      rmSync(join(directory, name), { recursive: true });
      cpSync(join(older, name), join(directory, name), { recursive: true });
    }
    return whatIsSaid(directory, officers.errands, dice, `older ${folders.join(' and ')}`);
  },
};
