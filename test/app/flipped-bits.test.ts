import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import type { RowIds } from '../support/oracles/all-answers.js';
import type { FlipSaid, FlipsPlan } from '../support/processes/flipped-bits.process.js';
import { cases } from '../support/random/cases.js';
import { closedLedger, flipsIn, silentIn, startFlipping } from '../support/stories/flipped-bits.js';

const folder = openFolder();
let directory = '';
let ids: RowIds;

beforeAll(async () => {
  directory = folder.directory();
  ids = await closedLedger(directory);
});
afterAll(() => folder.leave());

async function toldOf(plan: Omit<FlipsPlan, 'directory' | 'ids'>): Promise<FlipSaid[]> {
  const child = startFlipping({ ...plan, directory, ids });
  folder.closing({ close: () => child.kill() });
  await child.until((said) => said.length > plan.flips.length);
  return [...child.said];
}

const count = cases(120, 8);

describe('one bit that was flipped', () => {
  it(`in any file of a closed ledger changes no answer, or is refused by name (${count} times)`, async () => {
    const told = await toldOf({ isKilled: false, flips: flipsIn(directory, /\.db$/, count) });
    expect(told).toHaveLength(count + 1);
    expect(silentIn(told)).toEqual([]);
    expect(told.filter((said) => 'refused' in said).length).toBeGreaterThan(0);
  }, 600_000);

  it(`in the events of a ledger that nobody had closed is refused by name, or changes none (${count} times)`, async () => {
    const told = await toldOf({ isKilled: true, flips: flipsIn(directory, /events\.db$/, count) });
    expect(told).toHaveLength(count + 1);
    expect(silentIn(told)).toEqual([]);
  }, 600_000);
});
