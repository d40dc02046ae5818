import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OpenBudgetState, RowStamp } from '../../events/budget/budget.state.js';
import type { Touched } from '../../projections/touched.js';
import { touchedBy } from '../../projections/touched.js';
import { cases } from '../support/random/cases.js';
import { anySaves, playSaves } from '../support/random/edits.js';
import type { Wish } from '../support/random/wished-edit.js';

/** Ids of the rows that the save stamped: the state says in it that they were changed. */
function stamped({ fundUsers, projects }: OpenBudgetState, { version }: RowStamp): string[] {
  const indicators = [...projects.values()].flatMap((project) => [...project.indicators.values()]);
  const rows = [...fundUsers.values(), ...projects.values(), ...indicators];
  return rows.filter(({ stamp }) => stamp.version === version).map(({ id }) => id);
}

const idsIn = ({ fundUsers, projects, indicators }: Touched) => new Set([...fundUsers, ...projects, ...indicators]);

/** Behind the wishes of a save: a row goes and comes back, so that the table is as it was and the row was changed. */
function thereAndBack(wishes: Wish[], turn: number): Wish[] {
  const [kind] = (['Project', 'Indicator', 'FundUser'] as const).slice(turn % 3);
  const about: Wish = { ...(wishes[0] as Wish), row: null };
  return [...wishes, { ...about, kind: `Withdraw${kind}` }, { ...about, kind: `Restore${kind}`, row: 0 }] as Wish[];
}

describe('the rows of which a save makes a new version', () => {
  it.each([
    { saves: 'any saves', of: (wishes: Wish[]) => wishes },
    { saves: 'saves in which rows go and come back', of: thereAndBack },
  ])('have all those that it changed, after $saves', ({ of }) => {
    fc.assert(
      fc.property(anySaves(), (wishes) => {
        for (const { before, events, stamp, after } of playSaves(wishes.map(of))) {
          const touched = idsIn(touchedBy(events, before, after));
          expect(stamped(after, stamp).filter((id) => !touched.has(id))).toEqual([]);
        }
      }),
      { numRuns: cases() },
    );
  });
});
