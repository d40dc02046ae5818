import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { openLedger } from '../../../src/compose.js';
import { readConfig } from '../../../src/config.js';
import { record } from '../ledgers/ledger.js';
import type { RowIds } from '../oracles/all-answers.js';
import { idsOf } from '../oracles/all-answers.js';
import type { Child } from '../processes/child.js';
import { startChild } from '../processes/child.js';
import type { Flip, FlipSaid, FlipsPlan } from '../processes/flipped-bits.process.js';
import { sampleHistory } from '../random/history.js';

/** A ledger that was filled and closed, and the ids of what it holds. */
export async function closedLedger(directory: string): Promise<RowIds> {
  const history = sampleHistory({ budgets: 2, saves: 12 }, 11);
  const ledger = await openLedger(readConfig({ DATA_DIR: directory }), { write: true, projector: 'here' });
  await record(ledger, history);
  await ledger.directory.remember('finance', '财政局');
  await ledger.close();
  return idsOf(history);
}

/** Spread over those of its files, each file as likely as another. */
export function flipsIn(directory: string, pattern: RegExp, count: number, seed?: number): Flip[] {
  const names = readdirSync(directory, { recursive: true }).map(String);
  const files = names.filter((name) => pattern.test(name) && statSync(join(directory, name)).isFile());
  const flip = fc.constantFrom(...files).chain((file) =>
    fc.record({
      file: fc.constant(file),
      byte: fc.nat({ max: statSync(join(directory, file)).size - 1 }),
      bit: fc.nat({ max: 7 }),
    }),
  );
  return fc.sample(flip, { numRuns: count, ...(seed !== undefined && { seed }) });
}

/** Says first what the untouched ledger answers, then what it answers with each of the flips. */
export function startFlipping(plan: FlipsPlan): Child<FlipSaid> {
  return startChild<FlipSaid>('./flipped-bits.process.js', [JSON.stringify(plan)]);
}

/** What is neither answered as ever nor refused with what to do. */
export function silentIn([untouched, ...flipped]: readonly FlipSaid[]): FlipSaid[] {
  if (untouched === undefined || !('answers' in untouched)) throw new Error('nothing is known of the untouched ledger');
  return flipped.filter((said) => ('answers' in said ? said.answers !== untouched.answers : !named.test(said.refused)));
}

/** Which file or which event it is, and what to do. */
const named =
  /(\.db was altered, or is damaged|The event at \d+ .* was altered).*restore a backup|\.db (is not an event store|has format)/s;
