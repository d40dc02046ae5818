import { describe, it } from '@jest/globals';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { indicatorCells, projectCells } from '../../../events/budget/cells.js';
import {
  amount,
  fact,
  fundUserAdded,
  noFunding,
  opened,
  projectAdded,
  setting,
} from '../../support/given-when-then/budget-builders.js';
import { given, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';
import { stampOf } from '../../support/random/edits.js';

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
              goal: '更新。',
              'funding.other': '2.50',
              declaredTotal: '2.50',
              name: '病房',
              place: 'a2',
              fundUser: 'school',
              'funding.specialAccount': null,
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
          projectId: 'ward',
          funding: { other: amount('2.50'), declaredTotal: amount('2.50') },
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
          ward: { ...back, cells: projectCells(ward) },
          a: { ...back, cells: indicatorCells(a) },
          lab: back,
          'budget-1': named('卫生局'),
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
    at({ name: '' }).thenRefused('INVALID_INPUT', { argument: ['rows', 'a', 'name'] });
    at({ class: '99' }).thenRefused('UNKNOWN_CLASS', { argument: ['rows', 'a', 'class'] });
    given(...hospitalBudget)
      .when(setting({ ward: { cells: { 'funding.other': '-1' } } }))
      .thenRefused('INVALID_INPUT', { argument: ['rows', 'ward', 'funding', 'other'] });
    given(...hospitalBudget)
      .when(setting({ ward: { cells: { fundUser: 'nobody' } } }))
      .thenRefused('NOT_FOUND', { argument: ['rows', 'ward', 'fundUser'], entityId: 'nobody' });
  });

  it('refuses rows that the budget never had', () => {
    given(...hospitalBudget)
      .when(setting({ nobody: named('谁') }))
      .thenRefused('NOT_FOUND', { argument: ['rows', 'nobody'], entityId: 'nobody' });
  });

  it('refuses the cells of a row that is withdrawn and shall not come back', () => {
    given(...hospitalBudget, withdrawn('ward'))
      .when(setting({ ward: named('病房') }))
      .thenRefused('WITHDRAWN', { argument: ['rows', 'ward'], entityId: 'ward' });
    given(...hospitalBudget, withdrawn('ward'))
      .when(setting({ a: named('床位') }))
      .thenRefused('WITHDRAWN', { argument: ['rows', 'a'], entityId: 'ward' });
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
    name: 'ward',
    fundUser: 'hospital',
    goal: '改过。',
    place: 'a0',
    declaredTotal: null,
    'funding.fiscalAppropriation': null,
    'funding.specialAccount': null,
    'funding.other': null,
  };

  it('is refused where a row that would change was changed since', () => {
    given(...touched)
      .when(setting({ ward: named('病房') }, 3))
      .thenRefused('CONFLICT', {
        argument: ['rows', 'ward'],
        entityId: 'ward',
        conflict: { current: wardNow, ...stampOf(4) },
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
        argument: ['rows', 'ward'],
        entityId: 'a',
        conflict: { current: { class: '11', name: 'a', cycleTarget: '≥90%', place: 'a0', ...targets }, ...stampOf(4) },
      });
  });
});
