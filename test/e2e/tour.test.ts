import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningLedger } from '../support/running-ledger.js';
import { cleanUp, startLedger } from '../support/running-ledger.js';
import { readTour, withoutChance } from '../support/tour.js';

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(cleanUp);

describe('the tour of README.md', () => {
  it('gets the answers that it prints', async () => {
    const tour = readTour();
    expect(tour.length).toBeGreaterThanOrEqual(7);
    let id = '';
    for (const { query, answer } of tour) {
      const got = await ledger.data(query.replaceAll('"ID"', JSON.stringify(id)));
      expect(withoutChance(got)).toEqual(withoutChance(answer));
      id = got.indicators?.nodes[0].id ?? id;
    }
  });
});
