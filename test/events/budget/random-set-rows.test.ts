import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { WantedRow } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import { fromSnapshot, toSnapshot } from '../../../events/budget/budget.snapshot.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { nameKey } from '../../../events/budget/budget.state.js';
import { changedCells } from '../../../projections/changed-cells.js';
import type { Shown } from '../../support/oracles/expected-history.js';
import { shown } from '../../support/oracles/expected-history.js';
import { anySaves, openedBudget, playSaves, stampOf } from '../../support/random/edits.js';
import { anyone } from '../../support/given-when-then/budget-builders.js';

/** A table now, and one as it was at any of its versions, or as it is going to be. */
const anyTwoVersions = fc.tuple(anySaves(), fc.nat(), fc.nat()).map(([wishes, one, other]) => {
  const versions = [openedBudget(), ...playSaves(wishes).map(({ after }) => after)];
  const pick = (number: number) => versions[number % versions.length] ?? openedBudget();
  const [now, then] = [pick(one), pick(other)].sort((left, right) => right.version - left.version);
  return { now: now ?? openedBudget(), then: then ?? openedBudget() };
});

/** Every row of the table now as it is shown then. */
function asShown(now: OpenBudgetState, then: OpenBudgetState): ReadonlyMap<string, WantedRow> {
  const wanted = shown(then);
  const ids = [now.budgetId, ...now.fundUsers.keys(), ...now.projects.keys(), ...now.projectOfIndicator.keys()];
  return new Map(ids.map((id) => [id, { inForce: wanted.has(id), cells: wanted.get(id)?.cells ?? {} }]));
}

function setRows(now: OpenBudgetState, then: OpenBudgetState) {
  return decide(
    { type: 'SetRows', by: anyone, budgetId: now.budgetId, expectedVersion: null, rows: asShown(now, then) },
    now,
  );
}

/** Each state on the way, the first one included. */
function statesOf(now: OpenBudgetState, events: ReturnType<typeof setRows>): OpenBudgetState[] {
  const states = [now];
  const stamp = stampOf(now.version + 1);
  for (const event of events) states.push(evolve(states.at(-1) ?? now, event, stamp) as OpenBudgetState);
  return states;
}

const anything = (check: (now: OpenBudgetState, then: OpenBudgetState) => void) =>
  fc.assert(fc.property(anyTwoVersions, ({ now, then }) => check(now, then)));

describe('setting all rows of a table to what they were at any version', () => {
  it('makes the table what it was, and once more changes nothing', () => {
    anything((now, then) => {
      const after = statesOf(now, setRows(now, then)).at(-1) ?? now;
      expect(shown(after)).toEqual(shown(then));
      expect(setRows(after, then)).toEqual([]);
    });
  });

  it('is undone by setting them back', () => {
    anything((now, then) => {
      const after = statesOf(now, setRows(now, then)).at(-1) ?? now;
      expect(shown(statesOf(after, setRows(after, now)).at(-1) ?? now)).toEqual(shown(now));
    });
  });

  it('tells every cell that changes, event by event, while its row is in the table', () => {
    anything((now, then) => {
      const events = setRows(now, then);
      const states = statesOf(now, events);
      const table = cellsOf(shown(now));
      events.forEach((event, index) => {
        const before = states[index] ?? now;
        const after = states[index + 1] ?? now;
        const cells = changedCells(before, event, after);
        expect(cells.length).toBeGreaterThan(0);
        for (const cell of cells) {
          expect(table.get(`${cell.entityId} ${cell.path}`) ?? null).toBe(cell.before);
          table.set(`${cell.entityId} ${cell.path}`, cell.after);
        }
      });
      for (const [cell, value] of table) if (value === null) table.delete(cell);
      expect(table).toEqual(cellsOf(shown(then)));
    });
  });

  it('leaves names known, each fund user’s own, and no two alike', () => {
    anything((now, then) => {
      const after = statesOf(now, setRows(now, then)).at(-1) ?? now;
      const inForce = [...after.projects.values()].filter(({ withdrawn }) => !withdrawn);
      const names = inForce.map((row) => [nameKey(row.fundUserId, row.name), [row.id]] as const);
      expect(new Map(after.projectNames)).toEqual(new Map(names));
      expect(after.projectNames.size).toBe(inForce.length);
      expect(fromSnapshot(toSnapshot(after))).toEqual(after);
    });
  });
});

function cellsOf(rows: ReadonlyMap<string, Shown>): Map<string, string | null> {
  const cells = [...rows].flatMap(([id, row]) =>
    Object.entries(row.cells).map(([path, value]): [string, string | null] => [`${id} ${path}`, value]),
  );
  return new Map(cells.filter(([, value]) => value !== null));
}
