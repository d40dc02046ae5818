import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { absentBudget } from '../../events/budget/budget.state.js';
import type { BudgetEvent } from '../../events/budget/budget.events.js';
import { evolve, provisional } from '../../events/budget/budget.evolve.js';
import type { OpenBudgetState } from '../../events/budget/budget.state.js';
import { firstPlaces } from '../../events/budget/places.js';
import type { CellChange } from '../../projections/changed-cells.js';
import { changedCells } from '../../projections/changed-cells.js';
import {
  amount,
  fact,
  fundUserAdded,
  indicator,
  noFunding,
  opened,
  projectAdded,
} from '../support/given-when-then/budget-builders.js';

/** The cells that the last of the events changes. */
function changedByLast(...events: BudgetEvent[]): CellChange[] {
  const states = events.reduce<OpenBudgetState[]>((before, event) => {
    const state = before.at(-1) ?? absentBudget;
    return [...before, evolve(state, event, provisional(state)) as OpenBudgetState];
  }, []);
  const last = states.at(-1);
  const before = states.at(-2) ?? absentBudget;
  const event = events.at(-1);
  if (last === undefined || event === undefined) throw new Error('there are no events');
  return changedCells(before, event, last);
}

const start = [opened(), fundUserAdded('hospital')];
const shown = (cells: readonly CellChange[]) => cells.map(({ entityId, path }) => `${entityId} ${path}`);

describe('the cells that an event changed', () => {
  it('stand in the order of the printed table: the project’s columns, then its indicators by their places', () => {
    const funding = { ...noFunding, fiscalAppropriation: amount('1'), other: amount('2') };
    const ward = projectAdded('ward', {
      funding,
      declaredTotal: amount('3'),
      goal: '治病。',
      indicators: [indicator('later', { place: 'a1' }), indicator('first', { place: 'a0' })],
    });
    const project = [
      'name',
      'fundUser',
      'declaredTotal',
      'funding.fiscalAppropriation',
      'funding.other',
      'goal',
      'place',
    ];
    const each = ['class', 'name', 'cycleTarget', 'annualTarget', 'place'];
    const printed = [
      ...project.map((path) => `ward ${path}`),
      ...each.map((path) => `first ${path}`),
      ...each.map((path) => `later ${path}`),
    ];
    expect(shown(changedByLast(...start, ward))).toEqual(printed);
    const withdrawn = fact('ProjectWithdrawn', { projectId: 'ward' });
    expect(shown(changedByLast(...start, ward, withdrawn))).toEqual(printed);
    expect(shown(changedByLast(...start, ward, withdrawn, fact('ProjectRestored', { projectId: 'ward' })))).toEqual(
      printed,
    );
  });

  it('stand so however many indicators there are, and however they were put in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 40 }), (ids) => {
        const places = firstPlaces(ids.length);
        const indicators = ids.map((id, index) => indicator(id, { place: places[index] ?? '' }));
        const ward = projectAdded('ward', { indicators: [...indicators].reverse() });
        const cells = changedByLast(...start, ward, fact('ProjectWithdrawn', { projectId: 'ward' }));
        const rows = [...new Set(cells.map(({ entityId }) => entityId))];
        expect(rows).toEqual(['ward', ...ids]);
      }),
    );
  });

  it('have no text that is blank on both sides, and no empty one', () => {
    const ward = projectAdded('ward', { goal: '' });
    expect(shown(changedByLast(...start, ward))).not.toContain('ward goal');
    const goal = fact('ProjectGoalRevised', { projectId: 'ward', goal: '治病。' });
    expect(changedByLast(...start, ward, goal)).toMatchObject([{ path: 'goal', before: null, after: '治病。' }]);
    const cleared = fact('ProjectGoalRevised', { projectId: 'ward', goal: '' });
    expect(changedByLast(...start, ward, goal, cleared)).toMatchObject([
      { path: 'goal', before: '治病。', after: null },
    ]);
  });

  it('keep the numbers of which their ids are made, also those behind a blank text and of a total before its sources', () => {
    const funding = { ...noFunding, other: amount('2') };
    const ward = projectAdded('ward', {
      funding,
      declaredTotal: amount('2'),
      goal: '',
      indicators: [indicator('beds')],
    });
    const numbers = Object.fromEntries(
      changedByLast(...start, ward).map(({ ordinal, entityId, path }) => [`${entityId} ${path}`, ordinal]),
    );
    expect(numbers).toEqual({
      'ward name': 0,
      'ward fundUser': 1,
      'ward funding.other': 2,
      'ward declaredTotal': 3,
      'ward place': 5,
      'beds class': 6,
      'beds name': 7,
      'beds cycleTarget': 8,
      'beds annualTarget': 9,
      'beds place': 10,
    });
  });
});
