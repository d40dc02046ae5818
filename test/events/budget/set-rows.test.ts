import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { nameKey } from '../../../events/budget/budget.state.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { indicatorCells, projectCells } from '../../../events/budget/cells.js';
import {
  amount,
  fact,
  fundUserAdded,
  noFunding,
  opened,
  projectAdded,
  setting,
} from '../../support/budget-builders.js';
import { given, stateAfter } from '../../support/decider-spec.js';
import { hospitalBudget } from '../../support/every-edit.js';
import { stampOf } from '../../support/random-edits.js';

const renamed = (projectId: string, name: string) => fact('ProjectRenamed', { projectId, name });
const withdrawn = (projectId: string) => fact('ProjectWithdrawn', { projectId });
const indicatorRow = (indicatorId: string, projectId = 'ward') => ({ projectId, indicatorId });
const named = (name: string) => ({ cells: { name } });
const gone = { inForce: false };
const back = { inForce: true };

describe('setting the cells of rows', () => {
  it('is one event for each kind of event whose cells differ, in the order of the table', () => {
    given(...hospitalBudget)
      .when(
        setting({
          a: { cells: { annualTarget: '≥80%', cycleTarget: '≥90%', name: '床位', class: '12', place: 'a3' } },
          ward: {
            cells: {
              ...{ goal: '更新。', 'funding.other': '2.50', declaredTotal: '2.50', name: '病房', place: 'a2' },
              ...{ fundUser: 'school', 'funding.specialAccount': null },
            },
          },
          hospital: { cells: { 'declaredTotals.total': '3', 'declaredTotals.other': null, name: '医院' } },
          'budget-1': named('卫生健康局'),
        }),
      )
      .then(
        fact('FundUserRenamed', { fundUserId: 'hospital', name: '医院' }),
        fact('DeclaredTotalsRevised', { fundUserId: 'hospital', declared: { total: amount('3') } }),
        fact('ProjectAssignedToFundUser', { projectId: 'ward', fundUserId: 'school' }),
        renamed('ward', '病房'),
        fact('ProjectFundingRevised', {
          ...{ projectId: 'ward', funding: { other: amount('2.50'), declaredTotal: amount('2.50') } },
        }),
        fact('ProjectGoalRevised', { projectId: 'ward', goal: '更新。' }),
        fact('ProjectMoved', { projectId: 'ward', place: 'a2' }),
        fact('IndicatorReclassified', { ...indicatorRow('a'), level2: '12' }),
        fact('IndicatorRenamed', { ...indicatorRow('a'), name: '床位' }),
        fact('IndicatorTargetsRevised', { ...indicatorRow('a'), targets: { annualTarget: '≥80%' } }),
        fact('IndicatorMoved', { ...indicatorRow('a'), place: 'a3' }),
        fact('BudgetRenamed', { name: '卫生健康局' }),
      );
  });

  it('changes nothing where all is as it shall be', () => {
    const { projects } = stateAfter(...hospitalBudget) as OpenBudgetState;
    const ward = projects.get('ward') as NonNullable<ReturnType<typeof projects.get>>;
    const a = ward.indicators.get('a') as NonNullable<ReturnType<typeof ward.indicators.get>>;
    given(...hospitalBudget)
      .when(
        setting({
          ...{ ward: { ...back, cells: projectCells(ward) }, a: { ...back, cells: indicatorCells(a) } },
          ...{ lab: back, 'budget-1': named('卫生局') },
        }),
      )
      .thenNothing();
  });

  it('blanks a cell that shall be blank', () => {
    given(
      opened(),
      fundUserAdded('hospital'),
      projectAdded('ward', { funding: { ...noFunding, other: amount('1') }, goal: '好' }),
    )
      .when(setting({ ward: { cells: { 'funding.other': null, goal: null } } }))
      .then(
        fact('ProjectFundingRevised', { projectId: 'ward', funding: { other: null } }),
        fact('ProjectGoalRevised', { projectId: 'ward', goal: '' }),
      );
  });

  it('refuses what no cell can hold, with the row and the cell', () => {
    const at = (cells: Record<string, string | null>) => given(...hospitalBudget).when(setting({ a: { cells } }));
    at({ name: '' }).thenRefused('INVALID_INPUT', { path: ['rows', 'a', 'name'] });
    at({ class: '99' }).thenRefused('UNKNOWN_CLASS', { path: ['rows', 'a', 'class'] });
    given(...hospitalBudget)
      .when(setting({ ward: { cells: { 'funding.other': '-1' } } }))
      .thenRefused('INVALID_INPUT', { path: ['rows', 'ward', 'funding', 'other'] });
    given(...hospitalBudget)
      .when(setting({ ward: { cells: { fundUser: 'nobody' } } }))
      .thenRefused('NOT_FOUND', { path: ['rows', 'ward', 'fundUser'], entityId: 'nobody' });
  });

  it('refuses rows that the budget never had', () => {
    given(...hospitalBudget)
      .when(setting({ nobody: named('谁') }))
      .thenRefused('NOT_FOUND', { path: ['rows', 'nobody'], entityId: 'nobody' });
  });

  it('refuses the cells of a row that is withdrawn and shall not come back', () => {
    given(...hospitalBudget, withdrawn('ward'))
      .when(setting({ ward: named('病房') }))
      .thenRefused('WITHDRAWN', { path: ['rows', 'ward'], entityId: 'ward' });
    given(...hospitalBudget, withdrawn('ward'))
      .when(setting({ a: named('床位') }))
      .thenRefused('WITHDRAWN', { path: ['rows', 'a'], entityId: 'ward' });
  });
});

describe('rows that swap their names', () => {
  const three = [
    ...[opened(), [fundUserAdded('hospital'), fundUserAdded('school', { place: 'a1' })]],
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
      ...{ ward: { cells: { fundUser: 'school' } }, lab: { cells: { fundUser: 'hospital' } } },
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
      .thenRefused('DUPLICATE_NAME', { path: ['rows', 'ward', 'name'], entityId: 'lab' });
    given(...hospitalBudget)
      .when(setting({ ward: named('新'), lab: named('新') }))
      .thenRefused('DUPLICATE_NAME', { path: ['rows', 'ward', 'name'], entityId: 'lab' });
    given(...hospitalBudget)
      .when(setting({ school: named('hospital') }))
      .thenRefused('DUPLICATE_NAME', { path: ['rows', 'school', 'name'], entityId: 'hospital' });
    given(...hospitalBudget)
      .when(setting({ a: named('b') }))
      .thenRefused('DUPLICATE_NAME', { path: ['rows', 'a', 'name'], entityId: 'b' });
    given(...hospitalBudget, withdrawn('ward'), renamed('lab', 'ward'))
      .when(setting({ ward: back }))
      .thenRefused('DUPLICATE_NAME', { path: ['rows', 'ward', 'name'], entityId: 'lab' });
  });

  it('is refused where a project in force would stand under a fund user that is not', () => {
    const history = [
      ...hospitalBudget,
      [withdrawn('ward'), withdrawn('lab'), fact('FundUserWithdrawn', { fundUserId: 'hospital' })],
    ];
    given(...history)
      .when(setting({ ward: back }))
      .thenRefused('WITHDRAWN', { path: ['rows', 'ward', 'fundUser'], entityId: 'hospital' });
    given(...hospitalBudget)
      .when(setting({ hospital: gone, ward: gone }))
      .thenRefused('INVALID_INPUT', { path: ['rows', 'hospital'], entityId: 'hospital' });
  });

  it('is refused where an indicator would come back without its project', () => {
    given(...hospitalBudget, withdrawn('ward'))
      .when(setting({ a: back }))
      .thenRefused('WITHDRAWN', { path: ['rows', 'a'], entityId: 'ward' });
    given(...hospitalBudget)
      .when(setting({ a: back, ward: gone }))
      .thenRefused('WITHDRAWN', { path: ['rows', 'a'], entityId: 'ward' });
  });
});

describe('rows that come and go', () => {
  const everything = [
    ...hospitalBudget,
    [withdrawn('ward'), withdrawn('lab'), fact('FundUserWithdrawn', { fundUserId: 'hospital' })],
  ];

  it('come back below the row that they hang from, and then get their cells', () => {
    given(...everything)
      .when(
        setting({
          a: { ...back, cells: { annualTarget: '≥80%' } },
          b: gone,
          ward: { ...back, cells: { name: '病房' } },
          hospital: { ...back, cells: { name: '医院' } },
        }),
      )
      .then(
        fact('FundUserRestored', { fundUserId: 'hospital' }),
        fact('FundUserRenamed', { fundUserId: 'hospital', name: '医院' }),
        fact('ProjectRestored', { projectId: 'ward' }),
        renamed('ward', '病房'),
        fact('IndicatorTargetsRevised', { ...indicatorRow('a'), targets: { annualTarget: '≥80%' } }),
        fact('IndicatorWithdrawn', indicatorRow('b')),
      );
  });

  it('go after what hangs from them, and an indicator goes with its project', () => {
    given(...hospitalBudget)
      .when(setting({ hospital: gone, lab: gone, ward: gone, a: gone }))
      .then(withdrawn('lab'), withdrawn('ward'), fact('FundUserWithdrawn', { fundUserId: 'hospital' }));
  });

  it('change nothing where they are gone already', () => {
    given(...everything)
      .when(setting({ hospital: gone, ward: gone, lab: gone, a: { inForce: false, cells: { name: '谁' } } }))
      .thenNothing();
  });

  it('can leave a fund user that goes for one that comes', () => {
    const history = [...hospitalBudget, fact('FundUserWithdrawn', { fundUserId: 'school' })];
    const cells = { fundUser: 'school' };
    given(...history)
      .when(setting({ school: back, hospital: gone, ward: { cells }, lab: { cells } }))
      .then(
        fact('FundUserRestored', { fundUserId: 'school' }),
        ...['ward', 'lab'].map((projectId) => fact('ProjectAssignedToFundUser', { projectId, fundUserId: 'school' })),
        fact('FundUserWithdrawn', { fundUserId: 'hospital' }),
      );
  });
});

describe('an editor who was looking at a version', () => {
  const touched = [...hospitalBudget, fact('ProjectGoalRevised', { projectId: 'ward', goal: '改过。' })];
  const wardNow = {
    ...{ name: 'ward', fundUser: 'hospital', goal: '改过。', place: 'a0', declaredTotal: null },
    ...{ 'funding.fiscalAppropriation': null, 'funding.specialAccount': null, 'funding.other': null },
  };

  it('is refused where a row that would change was changed since', () => {
    given(...touched)
      .when(setting({ ward: named('病房') }, 3))
      .thenRefused('CONFLICT', {
        ...{ path: ['rows', 'ward'], entityId: 'ward', conflict: { current: wardNow, ...stampOf(4) } },
      });
  });

  it('is granted where other rows were, or the row is as it shall be', () => {
    given(...touched)
      .when(setting({ lab: named('化验室'), ward: { cells: { goal: '改过。' } } }, 3))
      .then(renamed('lab', '化验室'));
  });

  it('is refused where an indicator was changed since that a project would take along', () => {
    const targets = { annualTarget: '≥80%' };
    given(...hospitalBudget, fact('IndicatorTargetsRevised', { ...indicatorRow('a'), targets }))
      .when(setting({ ward: gone }, 3))
      .thenRefused('CONFLICT', {
        ...{ path: ['rows', 'ward'], entityId: 'a' },
        conflict: { current: { class: '11', name: 'a', cycleTarget: '≥90%', place: 'a0', ...targets }, ...stampOf(4) },
      });
  });
});
