import { fileURLToPath } from 'node:url';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { startLedger } from '../support/processes/running-ledger.js';
import { audit } from './auditor.js';
import { officersOf } from './officers.js';
import type { Torture } from './torture.js';
import { diceOf } from './torture.js';

const minute = 60_000;
const day = 24 * 60 * minute;
/** How far the clock is away from the right time. */
const offsets = [-400 * day, -day, -10 * minute, -1_000, 1_000, 10 * minute, 10 * day, 89 * day, 400 * day];

/** Somebody sets the clock of the machine, and sets it right again. */
export const clocks: Torture = {
  name: 'clocks',
  what: 'a start with the clock ahead or behind, by a second to a year, then one with the right clock',
  missing: () => null,
  async round(seed) {
    const dice = diceOf(seed);
    const offset = offsets[dice(offsets.length)] ?? 0;
    const right = await startLedger();
    const officers = await officersOf(right, `clock-${seed}`);
    const edit = (ledger: RunningLedger) => officers.edit(ledger, 8);
    await edit(right);
    await right.stop();

    const wrong = await startLedger(right.directory, movedBy(offset));
    await edit(wrong);
    await wrong.stop();

    const again = await startLedger(right.directory);
    const before = officers.errands.length;
    await edit(again);
    const found = await audit(again, officers.errands, dice);
    const saved = officers.errands.slice(before).flatMap(({ told }) => (told.is === 'SAVED' ? [told.version] : []));
    const shown = await versionNow(again);
    if (saved.some((version) => version > shown))
      found.silent.push(`clock moved by ${offset} ms: at this time the table is version ${shown}, of ${saved.join()}`);
    await again.kill();
    return found;
  },
};

function movedBy(offset: number): Record<string, string> {
  const clock = fileURLToPath(new URL('../support/processes/moved-clock.process.js', import.meta.url));
  return { NODE_OPTIONS: `--import=${clock}`, CLOCK_OFFSET_MS: String(offset) };
}

/** The version that the ledger has at the right time. */
async function versionNow(ledger: RunningLedger): Promise<number> {
  const { budgets } = await ledger.data('query($at: At) { budgets(at: $at) { nodes { basis { version } } } }', {
    at: { time: new Date().toISOString() },
  });
  return budgets.nodes[0]?.basis.version ?? 0;
}
