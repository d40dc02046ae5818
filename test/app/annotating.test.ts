import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ledger } from '../../src/compose.js';
import { ledgerIn, request } from '../support/ledgers/ledger.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import { accepted } from '../support/random/drafting.js';
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

/** Corrects what version 2 says. @returns whether something was recorded */
async function annotate(correctedReason: string | null, correctedBasisDocument: string | null = null) {
  const about = { budgetId: budget.budgetId, expectedVersion: null, version: 2 };
  const asked = { ...request(), ...about, correctedReason, correctedBasisDocument };
  const before = await ledger.store.head();
  const { events } = accepted(await ledger.services.commands.annotateSave(asked));
  expect(events.length > 0).toBe((await ledger.store.head()) !== before);
  return events.length > 0;
}

describe('correcting what a save says', () => {
  it('records nothing where it says the same already, by itself or by an earlier correction', async () => {
    expect(await annotate('预算调整')).toBe(false);
    expect(await annotate('年中调整')).toBe(true);
    expect(await annotate('年中调整')).toBe(false);
    expect(await annotate('年中调整', '某财〔2024〕1号')).toBe(true);
    expect(await annotate(null, '某财〔2024〕1号')).toBe(false);
    expect(await annotate('预算调整', '某财〔2024〕1号')).toBe(true);
    expect(await annotate('预算调整')).toBe(false);
  });

  it('records one of two corrections that say the same at once', async () => {
    const both = await Promise.all([1, 2].map(() => annotateOnce('同时更正')));
    expect(both.sort()).toEqual([0, 1]);
  });
});

async function annotateOnce(correctedReason: string): Promise<number> {
  const about = { budgetId: budget.budgetId, expectedVersion: null, version: 2, correctedBasisDocument: null };
  return accepted(await ledger.services.commands.annotateSave({ ...request(), ...about, correctedReason })).events
    .length;
}
