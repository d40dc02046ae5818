import { temporaryDirectory } from '../support/processes/running-ledger.js';
import { closedLedger, flipsIn, silentIn, startFlipping } from '../support/stories/flipped-bits.js';
import type { Torture } from './torture.js';
import { nothing } from './torture.js';

const flipsOfRound = 10;

/** The disk gives back other bytes than were written. */
export const flips: Torture = {
  name: 'flips',
  what: `one bit of one file altered, ${flipsOfRound} times, after a clean stop and after a kill in turns`,
  missing: () => null,
  async round(seed) {
    const found = nothing();
    const directory = temporaryDirectory();
    const ids = await closedLedger(directory);
    const isKilled = seed % 2 === 0;
    // After a kill the content of views is not checked: docs/reliability.md says so.
    const files = isKilled ? /events\.db$/ : /\.db$/;
    const child = startFlipping({ directory, ids, isKilled, flips: flipsIn(directory, files, flipsOfRound, seed) });
    try {
      await child.until((said) => said.length > flipsOfRound);
      found.silent.push(...silentIn(child.said).map((said) => JSON.stringify(said)));
    } catch (error) {
      found.aborted.push(`after ${JSON.stringify(child.said.at(-1))}: ${String(error)}`);
    } finally {
      await child.kill();
    }
    return found;
  },
};
