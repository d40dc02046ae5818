import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { attempt } from './attempts.js';
import { audit } from './auditor.js';
import type { Errand } from './officers.js';
import { officersOf } from './officers.js';
import type { Dice, Findings, Torture } from './torture.js';
import { diceOf, nothing } from './torture.js';

/** After a kill the log of the events was cut, or damaged somewhere in its middle. */
export const cutLogs: Torture = {
  name: 'cut-logs',
  what: 'a kill, then the log of the events cut short or damaged, then a start',
  missing: () => null,
  async round(seed) {
    const dice = diceOf(seed);
    const ledger = await startLedger(temporaryDirectory());
    const officers = await officersOf(ledger, `cut-${seed}`);
    await officers.edit(ledger, 24);
    await ledger.kill();
    const how = damage(join(ledger.directory, 'events', 'events.db-wal'), dice);
    return whatIsSaid(ledger.directory, officers.errands, dice, how);
  },
};

/** @returns what was done */
function damage(log: string, dice: Dice): string {
  const size = existsSync(log) ? statSync(log).size : 0;
  if (size === 0) return 'the log was empty';
  const at = dice(size);
  if (dice(2) === 0) {
    truncateSync(log, at);
    return `the log was cut to ${at} of ${size} bytes`;
  }
  const bytes = readFileSync(log);
  bytes[at] = (bytes[at] ?? 0) ^ (1 + dice(255));
  writeFileSync(log, bytes);
  return `byte ${at} of ${size} of the log was altered`;
}

/** A ledger that has lost what it had acknowledged must not serve as if nothing had happened. */
export async function whatIsSaid(
  directory: string,
  errands: readonly Errand[],
  dice: Dice,
  how: string,
): Promise<Findings> {
  const found = nothing();
  const started = await attempt(directory);
  if (started.is === 'ABORTED') found.aborted.push(`${how}: ${started.said}`);
  if (started.is !== 'SERVING') return found;
  const { ledger } = started;
  const { lost, doubled, silent } = await audit(ledger, errands, dice);
  await ledger.kill();
  // It serves: then everything has to be there, and what is not was lost without a word.
  const named = (all: readonly string[]) => all.map((each) => `${how}: ${each}`);
  return { ...found, doubled: named(doubled), silent: named([...lost, ...silent]) };
}
