import { setTimeout as wait } from 'node:timers/promises';
import { startLedger } from '../support/processes/running-ledger.js';
import { audit } from './auditor.js';
import { officersOf } from './officers.js';
import type { Findings, Torture } from './torture.js';
import { diceOf, together } from './torture.js';

const killsOfRound = 3;

/** Somebody pulls the plug of the process, again and again, while it saves. */
export const kills: Torture = {
  name: 'kills',
  what: `SIGKILL at any moment while four officers save, ${killsOfRound} times on one ledger`,
  missing: () => null,
  async round(seed) {
    const dice = diceOf(seed);
    const found: Findings[] = [];
    let ledger = await startLedger();
    const officers = await officersOf(ledger, `kill-${seed}`);
    for (let turn = 0; turn < killsOfRound; turn += 1) {
      const killing = new AbortController();
      const edited = officers.edit(ledger, 1_000, killing.signal);
      await wait(20 + dice(400));
      await ledger.kill();
      killing.abort();
      await edited;
      ledger = await startLedger(ledger.directory);
      await officers.askAgain(ledger);
      found.push(await audit(ledger, officers.errands, dice));
    }
    await ledger.kill();
    return together(found);
  },
};
