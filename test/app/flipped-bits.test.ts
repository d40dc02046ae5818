import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openLedger } from '../../src/compose.js';
import { readConfig } from '../../src/config.js';
import { record } from '../support/ledgers/ledger.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import type { RowIds } from '../support/oracles/all-answers.js';
import { idsOf } from '../support/oracles/all-answers.js';
import { startChild } from '../support/processes/child.js';
import type { Flip, FlipSaid, FlipsPlan } from '../support/processes/flipped-bits.process.js';
import { cases } from '../support/random/cases.js';
import { sampleHistory } from '../support/random/history.js';

const folder = openFolder();
let directory = '';
let ids: RowIds;

/** A ledger that was filled and closed. */
beforeAll(async () => {
  directory = folder.directory();
  const history = sampleHistory({ budgets: 2, saves: 12 }, 11);
  ids = idsOf(history);
  const ledger = await openLedger(readConfig({ DATA_DIR: directory }), { write: true, projector: 'here' });
  await record(ledger, history);
  await ledger.directory.remember('finance', '财政局');
  await ledger.close();
});
afterAll(() => folder.leave());

function filesOf(pattern: RegExp): string[] {
  const names = readdirSync(directory, { recursive: true }).map(String);
  return names.filter((name) => pattern.test(name) && statSync(join(directory, name)).isFile());
}

/** Spread over the files, each file as likely as another. */
function flipsIn(files: readonly string[], count: number): Flip[] {
  const flip = fc.constantFrom(...files).chain((file) =>
    fc.record({
      file: fc.constant(file),
      byte: fc.nat({ max: statSync(join(directory, file)).size - 1 }),
      bit: fc.nat({ max: 7 }),
    }),
  );
  return fc.sample(flip, count);
}

async function toldOf(plan: Omit<FlipsPlan, 'directory' | 'ids'>): Promise<FlipSaid[]> {
  const child = startChild<FlipSaid>('./flipped-bits.process.js', [JSON.stringify({ ...plan, directory, ids })]);
  folder.closing({ close: () => child.kill() });
  await child.until((said) => said.length > plan.flips.length);
  return [...child.said];
}

/** What is neither answered as ever nor refused with what to do. */
function silentIn([untouched, ...flipped]: readonly FlipSaid[]): FlipSaid[] {
  const whole = untouched !== undefined && 'answers' in untouched ? untouched.answers : '';
  expect(whole).not.toBe('');
  return flipped.filter((said) => ('answers' in said ? said.answers !== whole : !named.test(said.refused)));
}

/** Which file or which event it is, and what to do. */
const named =
  /(\.db was altered, or is damaged|The event at \d+ .* was altered).*restore a backup|\.db (is not an event store|has format)/s;

const count = cases(120, 8);

describe('one bit that was flipped', () => {
  it(`in any file of a closed ledger changes no answer, or is refused by name (${count} times)`, async () => {
    const flips = flipsIn(filesOf(/\.db$/), count);
    const told = await toldOf({ isKilled: false, flips });
    expect(told).toHaveLength(count + 1);
    expect(silentIn(told)).toEqual([]);
    expect(told.filter((said) => 'refused' in said).length).toBeGreaterThan(0);
  }, 600_000);

  it(`in the events of a ledger that nobody had closed is refused by name, or changes none (${count} times)`, async () => {
    const told = await toldOf({ isKilled: true, flips: flipsIn(filesOf(/events\.db$/), count) });
    expect(told).toHaveLength(count + 1);
    expect(silentIn(told)).toEqual([]);
  }, 600_000);
});
