import { describe, expect, it } from '@jest/globals';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import {
  editingOn,
  fact,
  fundUserAdded,
  indicator,
  projectAdded,
} from '../../support/given-when-then/budget-builders.js';
import { given, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';
import { stampOf } from '../../support/random/edits.js';

const ward = { projectId: 'ward' };
const row = { ...ward, indicatorId: 'a' };

/** An event of every type that changes a row, and the rows that it changes. */
const changes: [BudgetEvent, ...rows: string[]][] = [
  [fact('BudgetRenamed', { name: '卫健局' }), 'budget-1'],
  [fundUserAdded('clinic', { place: 'a2' }), 'clinic'],
  [fact('FundUserRenamed', { fundUserId: 'hospital', name: '医院' }), 'hospital'],
  [fact('DeclaredTotalsRevised', { fundUserId: 'hospital', declared: {} }), 'hospital'],
  [fact('FundUserWithdrawn', { fundUserId: 'school' }), 'school'],
  [fact('FundUserRestored', { fundUserId: 'school' }), 'school'],
  [projectAdded('pharmacy', { place: 'a2', indicators: [indicator('p')] }), 'pharmacy', 'p'],
  [fact('ProjectRenamed', { ...ward, name: '病房' }), 'ward'],
  [fact('ProjectAssignedToFundUser', { ...ward, fundUserId: 'school' }), 'ward'],
  [fact('ProjectMoved', { ...ward, place: 'a2' }), 'ward'],
  [fact('ProjectFundingRevised', { ...ward, funding: {} }), 'ward'],
  [fact('ProjectGoalRevised', { ...ward, goal: '更新。' }), 'ward'],
  [fact('ProjectWithdrawn', ward), 'ward', 'a', 'b'],
  [fact('ProjectRestored', ward), 'ward', 'a', 'b'],
  [fact('IndicatorAdded', { ...ward, indicator: indicator('c', { place: 'a2' }) }), 'c'],
  [fact('IndicatorRenamed', { ...row, name: '及时率' }), 'a'],
  [fact('IndicatorReclassified', { ...row, level2: '13' }), 'a'],
  [fact('IndicatorTargetsRevised', { ...row, targets: {} }), 'a'],
  [fact('IndicatorMoved', { ...row, place: 'a2' }), 'a'],
  [fact('IndicatorWithdrawn', row), 'a'],
  [fact('IndicatorRestored', row), 'a'],
];

/** Who last changed each row, by the row's id. */
function stampsOf(state: OpenBudgetState): Record<string, unknown> {
  const projects = [...state.projects.values()];
  const rows = [...state.fundUsers.values(), ...projects, ...projects.flatMap((each) => [...each.indicators.values()])];
  return Object.fromEntries([[state.budgetId, state.stamp], ...rows.map(({ id, stamp }) => [id, stamp] as const)]);
}

describe('who last changed a row', () => {
  it.each(changes.map(([event, ...rows]) => ({ type: event.type, rows, event })))(
    'is, after $type, whoever made it for $rows, and as before for every other row',
    ({ event, rows }) => {
      const before = stampsOf(stateAfter(...hospitalBudget) as OpenBudgetState);
      const after = stampsOf(stateAfter(...hospitalBudget, event) as OpenBudgetState);
      expect(after).toEqual({ ...before, ...Object.fromEntries(rows.map((id) => [id, stampOf(4)])) });
    },
  );

  it('stays with an indicator that was withdrawn before its project was', () => {
    const before = stampsOf(stateAfter(...hospitalBudget, fact('IndicatorWithdrawn', row)) as OpenBudgetState);
    const after = stampsOf(
      stateAfter(...hospitalBudget, fact('IndicatorWithdrawn', row), fact('ProjectWithdrawn', ward)) as OpenBudgetState,
    );
    expect([after['a'], after['b']]).toEqual([before['a'], stampOf(5)]);
  });

  it('does not bear on an edit that leaves the row as it is', () => {
    const renamed = fact('IndicatorRenamed', { ...row, name: '及时率' });
    const moved = fact('ProjectMoved', { ...ward, place: 'a2' });
    given(...hospitalBudget, [renamed, moved])
      .when(
        editingOn(
          3,
          { type: 'ReviseIndicator', indicatorId: 'a', name: '及时率' },
          { type: 'MoveProject', projectId: 'ward', after: 'lab' },
        ),
      )
      .thenNothing();
  });
});
