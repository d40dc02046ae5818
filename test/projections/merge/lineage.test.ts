import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wantedRows } from '../../../projections/merge/table-rows.js';
import { contentHashOf, folded, settingRows, tableOf } from '../../support/random/branches.js';
import { nextYearOf } from '../../support/stories/next-year.js';
import { anySaves, openedBudget, playSaves } from '../../support/random/edits.js';
import { cases } from '../../support/random/cases.js';

describe('rows that are given whole', () => {
  it('keep their lineage: a table that is set to another has its content hash', () =>
    fc.assert(
      fc.asyncProperty(anySaves({ maxSaves: 5 }), anySaves({ maxSaves: 3 }), async (saves, later) => {
        const opened = nextYearOf(playSaves(saves).at(-1)?.after ?? openedBudget());
        const theirs = playSaves(later, { from: opened, branch: 'theirs' }).at(-1)?.after ?? opened;
        // As a branch that was made before there were rows: everything is new to it.
        const empty = { ...nextYearOf(openedBudget()), budgetId: opened.budgetId };
        const set = folded(empty, settingRows(empty, wantedRows(tableOf(empty), tableOf(theirs))));
        const asTheirs = { ...set, ...(theirs.openedFrom && { openedFrom: theirs.openedFrom }) };
        expect(await contentHashOf(asTheirs)).toBe(await contentHashOf(theirs));
      }),
      { numRuns: cases(100) },
    ));
});
