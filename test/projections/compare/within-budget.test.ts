import { describe, expect, it } from '@jest/globals';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { comparedRows } from '../../../projections/compare/compare.js';
import { statsOf } from '../../../projections/compare/stats.js';
import { pairsWithin } from '../../../projections/compare/within-budget.js';
import { fact } from '../../support/given-when-then/budget-builders.js';
import type { Save } from '../../support/given-when-then/decider-spec.js';
import { stateAfter } from '../../support/given-when-then/decider-spec.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';
import { sideOf } from '../../support/random/table-sides.js';

/** What the saves change in the budget of hospital and school. */
function changedBy(...saves: Save[]) {
  const before = stateAfter(...hospitalBudget);
  const after = stateAfter(...hospitalBudget, ...saves);
  return comparedRows(pairsWithin(sideOf(before as OpenBudgetState), sideOf(after as OpenBudgetState)));
}

const told = (...saves: Save[]) =>
  changedBy(...saves).map(({ entityId, kind, matchedBy, cells }) => [
    entityId,
    kind,
    matchedBy,
    ...cells.map(({ path, before, after }) => `${path}: ${before} → ${after}`),
  ]);

const renamed = fact('ProjectRenamed', { projectId: 'ward', name: '病房' });
const moved = fact('ProjectMoved', { projectId: 'ward', place: 'a2' });
const goal = fact('ProjectGoalRevised', { projectId: 'ward', goal: '扩建。' });

describe('a row of one budget at two points', () => {
  it('has one kind: MODIFIED before RENAMED before MOVED', () => {
    expect(told(moved)).toEqual([['ward', 'MOVED', 'ID', 'place: a0 → a2']]);
    expect(told([moved, renamed])).toEqual([['ward', 'RENAMED', 'ID', 'name: ward → 病房', 'place: a0 → a2']]);
    expect(told([moved, renamed, goal])).toEqual([
      ['ward', 'MODIFIED', 'ID', 'name: ward → 病房', 'goal: null → 扩建。', 'place: a0 → a2'],
    ]);
  });

  it('is modified where it stands below another fund user', () => {
    const assigned = fact('ProjectAssignedToFundUser', { projectId: 'ward', fundUserId: 'school' });
    expect(told(assigned)).toEqual([['ward', 'MODIFIED', 'ID', 'fundUser: hospital → school']]);
  });

  it('that was withdrawn is removed with its indicators, all their cells listed', () => {
    const rows = changedBy(fact('ProjectWithdrawn', { projectId: 'ward' }));
    expect(rows.map(({ entityId, kind, matchedBy }) => [entityId, kind, matchedBy])).toEqual([
      ['ward', 'REMOVED', 'NONE'],
      ['a', 'REMOVED', 'NONE'],
      ['b', 'REMOVED', 'NONE'],
    ]);
    expect(rows[1]).toMatchObject({ projectId: 'ward', projectName: 'ward' });
    expect(rows[1]?.cells.map(({ path, before, after }) => [path, before, after])).toEqual([
      ['class', '11', null],
      ['name', 'a', null],
      ['cycleTarget', '≥90%', null],
      ['annualTarget', '≥85%', null],
      ['place', 'a0', null],
    ]);
  });

  it('is another row than one that took its name', () => {
    const again = [
      fact('IndicatorWithdrawn', { projectId: 'ward', indicatorId: 'a' }),
      fact('IndicatorAdded', {
        projectId: 'ward',
        indicator: {
          indicatorId: 'c',
          level2: '11',
          name: 'a',
          cycleTarget: '≥90%',
          annualTarget: '≥85%',
          place: 'a0',
        },
      }),
    ];
    expect(changedBy(again).map(({ entityId, kind, matchedBy }) => [entityId, kind, matchedBy])).toEqual([
      ['a', 'REMOVED', 'NONE'],
      ['c', 'ADDED', 'NONE'],
    ]);
  });

  it('that was withdrawn and restored does not differ', () => {
    const there = fact('ProjectWithdrawn', { projectId: 'ward' });
    expect(changedBy(there, fact('ProjectRestored', { projectId: 'ward' }))).toEqual([]);
  });

  it('is told with the name of the project that it belongs to, though that has not changed', () => {
    const lowered = fact('IndicatorTargetsRevised', {
      projectId: 'ward',
      indicatorId: 'a',
      targets: { annualTarget: '≥80%' },
    });
    expect(changedBy(lowered)).toMatchObject([
      {
        entityId: 'a',
        kind: 'MODIFIED',
        projectId: 'ward',
        projectName: 'ward',
        cells: [{ effect: 'WEAKENED', delta: '-5' }],
      },
    ]);
  });
});

describe('the numbers of a comparison', () => {
  it('count rows by kind and what happened to targets', () => {
    const rows = changedBy(
      [moved, fact('BudgetRenamed', { name: '卫健局' }), fact('ProjectWithdrawn', { projectId: 'lab' })],
      fact('IndicatorTargetsRevised', {
        projectId: 'ward',
        indicatorId: 'a',
        targets: { annualTarget: '≥80%', cycleTarget: '≥95%' },
      }),
    );
    const none = { added: 0, removed: 0, modified: 0, renamed: 0, moved: 0, restored: 0 };
    expect(statsOf(rows)).toEqual({
      rows: { ...none, removed: 1, modified: 1, renamed: 1, moved: 1 },
      fundUsers: none,
      projects: { ...none, removed: 1, moved: 1 },
      indicators: { ...none, modified: 1 },
      cells: 1 + 1 + 3 + 2,
      strengthened: 1,
      weakened: 1,
    });
  });
});
