import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { nameKey } from '../../../events/budget/budget.state.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { fact, fundUserAdded, opened, projectAdded, setting } from '../../support/given-when-then/budget-builders.js';
import { given, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';
import { stampOf } from '../../support/random/edits.js';

const renamed = (projectId: string, name: string) => fact('ProjectRenamed', { projectId, name });
const withdrawn = (projectId: string) => fact('ProjectWithdrawn', { projectId });
const indicatorRow = (indicatorId: string, projectId = 'ward') => ({ projectId, indicatorId });
const named = (name: string) => ({ cells: { name } });
const gone = { inForce: false };
const back = { inForce: true };

describe('rows that swap their names', () => {
  const three = [
    opened(),
    [fundUserAdded('hospital'), fundUserAdded('school', { place: 'a1' })],
    ['ward', 'lab', 'kitchen'].map((id, index) => projectAdded(id, { place: `a${index}` })),
  ];

  it.each([
    ['two projects', { ward: 'lab', lab: 'ward' }],
    ['three projects in a ring', { ward: 'lab', lab: 'kitchen', kitchen: 'ward' }],
    ['three projects in the other ring', { ward: 'kitchen', lab: 'ward', kitchen: 'lab' }],
    ['a project that takes the name of one that takes another', { ward: 'lab', lab: '新' }],
  ])('may: %s', (_, names) => {
    const events = Object.entries(names).map(([id, name]) => renamed(id, name));
    const rows = Object.entries(names).map(([id, name]) => [id, named(name)] as const);
    const command = setting(Object.fromEntries(rows));
    given(...three)
      .when(command)
      .then(...events);
    expectIndexed(three, decide(command, stateAfter(...three)));
  });

  it('may, across fund users', () => {
    const across = [
      ...three,
      fact('ProjectAssignedToFundUser', { projectId: 'lab', fundUserId: 'school' }),
      renamed('lab', 'ward'),
    ];
    const command = setting({
      ward: { cells: { fundUser: 'school' } },
      lab: { cells: { fundUser: 'hospital' } },
      kitchen: { cells: { fundUser: 'school', name: 'lab' } },
    });
    expectIndexed(across, decide(command, stateAfter(...across)));
  });

  it('may, fund users', () => {
    given(...three)
      .when(setting({ hospital: named('school'), school: named('hospital') }))
      .then(
        fact('FundUserRenamed', { fundUserId: 'hospital', name: 'school' }),
        fact('FundUserRenamed', { fundUserId: 'school', name: 'hospital' }),
      );
  });

  it('may, indicators of a project', () => {
    given(...hospitalBudget)
      .when(setting({ a: named('b'), b: named('a') }))
      .then(
        fact('IndicatorRenamed', { ...indicatorRow('a'), name: 'b' }),
        fact('IndicatorRenamed', { ...indicatorRow('b'), name: 'a' }),
      );
  });

  it('may, a row that comes back for one that goes', () => {
    const history = [...three, withdrawn('ward'), renamed('lab', 'ward')];
    const command = setting({ ward: back, lab: gone });
    given(...history)
      .when(command)
      .then(fact('ProjectRestored', { projectId: 'ward' }), withdrawn('lab'));
    expectIndexed(history, decide(command, stateAfter(...history)));
  });

  it('leave the name of a third row known that one of them passes on its way', () => {
    const history = [...three, withdrawn('ward'), renamed('lab', 'ward')];
    const command = setting({ ward: { ...back, cells: { name: '病房' } } });
    expectIndexed(history, decide(command, stateAfter(...history)));
  });

  /** Every project in force is found by its name, and nothing else is. */
  function expectIndexed(before: Parameters<typeof stateAfter>, events: readonly BudgetEvent[]): void {
    const stamp = stampOf(before.length + 1);
    const after = events.reduce(
      (state, event) => evolve(state, event, stamp),
      stateAfter(...before),
    ) as OpenBudgetState;
    const inForce = [...after.projects.values()].filter((row) => !row.withdrawn);
    const names = inForce.map((row) => [nameKey(row.fundUserId, row.name), [row.id]] as const);
    expect(new Map(after.projectNames)).toEqual(new Map(names));
    expect(after.projectNames.size).toBe(inForce.length);
  }
});

describe('a table that would break a rule', () => {
  it('is refused where two rows in force would have one name', () => {
    given(...hospitalBudget)
      .when(setting({ ward: named('lab') }))
      .thenRefused('DUPLICATE_NAME', { argument: ['rows', 'ward', 'name'], entityId: 'lab' });
    given(...hospitalBudget)
      .when(setting({ ward: named('新'), lab: named('新') }))
      .thenRefused('DUPLICATE_NAME', { argument: ['rows', 'ward', 'name'], entityId: 'lab' });
    given(...hospitalBudget)
      .when(setting({ school: named('hospital') }))
      .thenRefused('DUPLICATE_NAME', { argument: ['rows', 'school', 'name'], entityId: 'hospital' });
    given(...hospitalBudget)
      .when(setting({ a: named('b') }))
      .thenRefused('DUPLICATE_NAME', { argument: ['rows', 'a', 'name'], entityId: 'b' });
    given(...hospitalBudget, withdrawn('ward'), renamed('lab', 'ward'))
      .when(setting({ ward: back }))
      .thenRefused('DUPLICATE_NAME', { argument: ['rows', 'ward', 'name'], entityId: 'lab' });
  });

  it('is refused where a project in force would stand under a fund user that is not', () => {
    const history = [
      ...hospitalBudget,
      [withdrawn('ward'), withdrawn('lab'), fact('FundUserWithdrawn', { fundUserId: 'hospital' })],
    ];
    given(...history)
      .when(setting({ ward: back }))
      .thenRefused('WITHDRAWN', { argument: ['rows', 'ward', 'fundUser'], entityId: 'hospital' });
    given(...hospitalBudget)
      .when(setting({ hospital: gone, ward: gone }))
      .thenRefused('INVALID_INPUT', { argument: ['rows', 'hospital'], entityId: 'hospital' });
  });

  it('is refused where an indicator would come back without its project', () => {
    given(...hospitalBudget, withdrawn('ward'))
      .when(setting({ a: back }))
      .thenRefused('WITHDRAWN', { argument: ['rows', 'a'], entityId: 'ward' });
    given(...hospitalBudget)
      .when(setting({ a: back, ward: gone }))
      .thenRefused('WITHDRAWN', { argument: ['rows', 'a'], entityId: 'ward' });
  });
});
