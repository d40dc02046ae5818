import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findPoint } from '../../src/cli/arguments/point.js';
import { readerOf } from '../../src/cli/ledger/read-ledger.js';
import type { Ledger } from '../../src/compose.js';
import { ledgerIn, request } from '../support/ledgers/ledger.js';
import { reader } from '../support/ledgers/reader.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import { cases } from '../support/random/cases.js';
import type { SmallBudget } from '../support/stories/small-budget.js';
import { smallBudget } from '../support/stories/small-budget.js';

const folder = openFolder();
let ledger: Ledger;
let budget: SmallBudget;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
  budget = await smallBudget(() => ledger);
});
afterAll(() => folder.leave());

/** Texts that stand for moments, or nearly. */
const piece = fc.constantFrom(
  'v',
  'V',
  '0',
  '2',
  '17',
  '2024-03-01',
  '2024-03',
  'T09:00:00Z',
  ' ',
  'now',
  'draft:',
  '稿',
);
const code = fc.constantFrom('FIRST_UP', 'first-down', '二上', '调整', '6f1d9c1e-3f43-5f0a-9d5e-0d2c1b7a4e58');
const names = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: piece, minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: code },
);

/** Seals a version under the name. @returns the id of the seal; null: it was refused for its name */
async function seal(name: string): Promise<string | null> {
  const { budgetId } = budget;
  const content = { stage: null, version: 1, contentHash: null, approvedBy: null, expectedVersion: null };
  const grounds = { issuer: null, issuedOn: null, withoutControlNumber: null };
  const answer = await ledger.services.commands.sealVersion({ ...request(), budgetId, name, ...content, ...grounds });
  if (answer.refused) {
    expect(answer.refusals.map(({ argument }) => argument)).toEqual([['name']]);
    return null;
  }
  const [event] = answer.done.events;
  return (event?.data as { sealId: string }).sealId;
}

it('a seal is what its name is read as, where a moment is typed', async () => {
  let sealed = 0;
  const taken = new Set<string>();
  await fc.assert(
    fc.asyncProperty(names, async (name) => {
      fc.pre(!taken.has(name));
      const sealId = await seal(name);
      if (sealId === null) return;
      taken.add(name);
      sealed += 1;
      const asking = await readerOf(ledger.services.queries, reader);
      expect(await findPoint(asking, { budget: budget.budgetId }, name)).toEqual({ sealId });
    }),
    { numRuns: cases(200, 30) },
  );
  expect(sealed).toBeGreaterThan(0);
});
