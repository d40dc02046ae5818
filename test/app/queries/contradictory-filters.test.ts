import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { QueryError } from '../../../services/query-error.js';
import {
  checkCellMembers,
  checkChangeMembers,
  checkIndicatorMembers,
  checkProjectMembers,
} from '../../../src/app/queries/check-contradictions.js';
import { ids, positions, saves } from '../../contracts/read-model/filled-model.js';
import { referenceReadModel } from '../../support/oracles/reference-read-model.js';
import { cases } from '../../support/random/cases.js';
import { anyIndicatorsFilters, anyProjectsFilters } from '../../support/random/filters.js';
import { changeFilters } from '../../support/random/recorded-filters.js';

const reference = referenceReadModel(saves);
const head = positions.at(-1) ?? positions[0];
const asked = fc.constantFrom(
  ...positions.filter((_, index) => index % 7 === 0),
  ...(head === undefined ? [] : [head]),
);
/** Few filters contradict themselves, and asking the reference costs little. */
const numRuns = cases(6_000, 1_000);

function isRefused(check: () => unknown): boolean {
  try {
    check();
    return false;
  } catch (error) {
    if (error instanceof QueryError) return true;
    throw error;
  }
}

/** Whatever a check says cannot hold together, no row of a whole history is found by. */
function expectRefusedAreNone<Filter>(
  filters: fc.Arbitrary<Filter>,
  check: (filter: Filter) => unknown,
  found: (filter: Filter, at: (typeof positions)[number]) => readonly unknown[],
): void {
  let refused = 0;
  fc.assert(
    fc.property(filters, asked, (filter, at) => {
      if (!isRefused(() => check(filter))) return;
      refused += 1;
      expect(found(filter, at)).toEqual([]);
    }),
    { numRuns },
  );
  expect(refused).toBeGreaterThan(0);
}

describe('a filter that is refused since its members exclude each other', () => {
  it('would find no project', () =>
    expectRefusedAreNone(anyProjectsFilters(ids, 4), checkProjectMembers, (filter, at) =>
      reference.projects(filter, 'PLACE_ASC', at),
    ));

  it('would find no indicator', () =>
    expectRefusedAreNone(anyIndicatorsFilters(ids, 4), checkIndicatorMembers, (filter, at) =>
      reference.indicators(filter, 'PLACE_ASC', at),
    ));

  it('would find no changed cell, of the budgets and of their drafts', () =>
    expectRefusedAreNone(
      changeFilters(ids, 4),
      (filter) => {
        checkCellMembers(filter, filter.kinds);
        checkChangeMembers(filter);
      },
      (filter, at) => reference.changes({ ...filter, drafts: 'INCLUDED' }, 'OLDEST_FIRST', at),
    ));
});
