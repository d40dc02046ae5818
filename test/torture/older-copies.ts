import { cpSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { whatIsSaid } from './cut-logs.js';
import { officersOf } from './officers.js';
import type { Torture } from './torture.js';
import { diceOf } from './torture.js';

/** What of a data folder is put back. All of it, the mark of how far the ledger had reached too, is a restored machine. */
const returned: readonly { name: string; files: RegExp }[] = [
  { name: 'events', files: /^events\/events\.db(-wal|-shm)?$/ },
  { name: 'events and views', files: /^(events\/events\.db(-wal|-shm)?|views\/.*)$/ },
  { name: 'views', files: /^views\// },
];

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
    const { name, files } = returned[dice(returned.length)] ?? { name: 'nothing', files: /$^/ };
    for (const file of filesIn(directory, files)) rmSync(join(directory, file));
    for (const file of filesIn(older, files)) cpSync(join(older, file), join(directory, file));
    return whatIsSaid(directory, officers.errands, dice, `older ${name}`);
  },
};

function filesIn(directory: string, which: RegExp): string[] {
  const names = readdirSync(directory, { recursive: true }).map(String);
  return names.filter((name) => which.test(name) && statSync(join(directory, name)).isFile());
}
