import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { budgetSchemaVersions } from '../../../events/budget/budget.events.js';
import { draftSchemaVersions } from '../../../events/draft/draft.events.js';
import { sealingSchemaVersions } from '../../../events/sealing/sealing.events.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import { fromSnapshot, toSnapshot } from '../../../events/budget/budget.snapshot.js';
import type { BudgetState, OpenBudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget, nameKey } from '../../../events/budget/budget.state.js';
import { editing, editingOn } from '../../support/given-when-then/budget-builders.js';
import { stateAfter } from '../../support/given-when-then/decider-spec.js';
import { indicatorsInOrder, projectsInOrder } from '../../support/oracles/printed-order.js';
import { anySaves, openedEvent, playSaves } from '../../support/random/edits.js';

const anyHistory = anySaves().map(playSaves);
const projectsOf = (state: OpenBudgetState) => [...state.projects.values()];

describe('whatever is edited', () => {
  it('a fold of the events anew gives the state that the deciding went by', () => {
    fc.assert(
      fc.property(anyHistory, (saves) => {
        const refolded = stateAfter(openedEvent, ...saves.map(({ events }) => events));
        expect(refolded).toEqual(saves.at(-1)?.after ?? refolded);
      }),
    );
  });

  it('one command of many edits decides what the edits would, one by one', () => {
    fc.assert(
      fc.property(anyHistory, (saves) => {
        for (const { before, edits, events } of saves) {
          expect(decide(editing(...edits), before)).toEqual(events);
          expect(decide(editingOn(before.version, ...edits), before)).toEqual(events);
        }
      }),
    );
  });

  it('every event changes a cell', () => {
    fc.assert(
      fc.property(anyHistory, (saves) => {
        for (const { before, events, stamp } of saves) {
          let state: BudgetState = before;
          for (const event of events) {
            const next = evolve(state, event, stamp);
            expect(cellsOf(next)).not.toBe(cellsOf(state));
            state = next;
          }
        }
      }),
    );
  });

  it('a save raises the version by one', () => {
    fc.assert(
      fc.property(anyHistory, (saves) => {
        expect(saves.map(({ after }) => after.version)).toEqual(saves.map((_, index) => index + 2));
      }),
    );
  });

  it('names of projects in force are known, each fund user’s own, and no two alike', () => {
    fc.assert(
      fc.property(anyHistory, (saves) => {
        for (const { after } of saves) {
          const inForce = projectsOf(after).filter(({ withdrawn }) => !withdrawn);
          const names = inForce.map((row) => [nameKey(row.fundUserId, row.name), [row.id]] as const);
          expect(new Map(after.projectNames)).toEqual(new Map(names));
          expect(after.projectNames.size).toBe(inForce.length);
        }
      }),
    );
  });

  it('projects in force stand under fund users in force', () => {
    fc.assert(
      fc.property(anyHistory, (saves) => {
        for (const { after } of saves) {
          const held = projectsOf(after).filter(({ withdrawn }) => !withdrawn);
          expect(held.filter((row) => after.fundUsers.get(row.fundUserId)?.withdrawn !== false)).toEqual([]);
        }
      }),
    );
  });

  it('no two rows of one order have the same place', () => {
    fc.assert(
      fc.property(anyHistory, (saves) => {
        const last = saves.at(-1)?.after;
        const orders =
          last === undefined ? [] : [projectsOf(last), ...projectsOf(last).map((row) => [...row.indicators.values()])];
        for (const rows of orders) expect(new Set(rows.map(({ place }) => place)).size).toBe(rows.length);
      }),
    );
  });

  it('rows stand where moves and additions ask', () => {
    fc.assert(
      fc.property(anySaves({ maxSaves: 20, maxEdits: 1 }).map(playSaves), (saves) => {
        for (const { edits, after } of saves) {
          for (const edit of edits) {
            if (!isPlacing(edit)) continue;
            const { id, order } = orderOf(edit, after);
            if (edit.after !== id) expect(order.indexOf(id)).toBe(askedFor(edit, order));
          }
        }
      }),
    );
  });

  it('a snapshot gives the same state again', () => {
    fc.assert(
      fc.property(anyHistory, (saves) => {
        const state: BudgetState = saves.at(-1)?.after ?? absentBudget;
        const again = fromSnapshot(toSnapshot(state));
        expect(again).toEqual(state);
        expect(fromSnapshot(toSnapshot(again ?? absentBudget))).toEqual(state);
      }),
    );
  });

  it('deciding goes on from a snapshot as from the state', () => {
    fc.assert(
      fc.property(anyHistory, (saves) => {
        for (const { before, edits, events } of saves) {
          const cold = fromSnapshot(toSnapshot(before)) ?? absentBudget;
          expect(decide(editing(...edits), cold)).toEqual(events);
        }
      }),
    );
  });
});

const changingNoCell = { ...sealingSchemaVersions, ...draftSchemaVersions };

describe('random edits', () => {
  it('come to events of every type that changes cells', () => {
    const seen = new Set<BudgetEvent['type']>(['BudgetOpened']);
    // As many in every profile: some types are rare.
    const histories = fc.sample(anyHistory, { numRuns: 500, seed: 1 });
    for (const save of histories.flat()) for (const { type } of save.events) seen.add(type);
    const changing = Object.keys(budgetSchemaVersions).filter((type) => !(type in changingNoCell));
    expect([...seen].sort()).toEqual(changing.sort());
  });
});

type PlacingEdit = Extract<BudgetEdit, { type: 'AddProject' | 'MoveProject' | 'AddIndicator' | 'MoveIndicator' }>;

function isPlacing(edit: BudgetEdit): edit is PlacingEdit {
  return ['AddProject', 'MoveProject', 'AddIndicator', 'MoveIndicator'].includes(edit.type);
}

function askedFor({ after }: PlacingEdit, order: readonly string[]): number {
  if (after === undefined) return order.length - 1;
  return after === null ? 0 : order.indexOf(after) + 1;
}

/** The state as text, without who changed what in which save. */
function cellsOf(state: BudgetState): string {
  return toSnapshot(state)
    .replaceAll(/"stamp":\{[^}]*\}/g, '')
    .replace(/"version":\d+/, '');
}

function orderOf(edit: PlacingEdit, state: OpenBudgetState) {
  if ('indicatorId' in edit) {
    const order = indicatorsInOrder(state, state.projectOfIndicator.get(edit.indicatorId) ?? '');
    return { id: edit.indicatorId, order };
  }
  const order = projectsInOrder(state, state.projects.get(edit.projectId)?.fundUserId ?? '');
  return { id: edit.projectId, order };
}
