import { describe, expect, it } from '@jest/globals';
import { fromSnapshot, snapshotFormat, toSnapshot } from '../../../events/budget/budget.snapshot.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import { addProject, editing, fact } from '../../support/given-when-then/budget-builders.js';
import { controlNumber, sealed } from '../../support/given-when-then/sealing.js';
import { refusalOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { everyEdit, hospitalBudget } from '../../support/given-when-then/every-edit.js';
import { nextYearOf } from '../../support/stories/next-year.js';
import { decide } from '../../../events/budget/budget.decide.js';

const withdrawn = fact('ProjectWithdrawn', { projectId: 'ward' });

describe('a snapshot', () => {
  it('gives the state again, rows, stamps and withdrawn ones included', () => {
    const state = stateAfter(...hospitalBudget, withdrawn);
    expect(fromSnapshot(toSnapshot(state))).toEqual(state);
  });

  it('gives again the seals, in their order, and the control number', () => {
    const state = stateAfter(
      ...hospitalBudget,
      sealed('seal-2', { stage: 'FIRST_UP', name: '一上' }),
      sealed('seal-1'),
      controlNumber({ total: '0' }),
      fact('SealWithdrawn', { sealId: 'seal-2' }),
    );
    expect(fromSnapshot(toSnapshot(state))).toEqual(state);
    const lifted = stateAfter(...hospitalBudget, controlNumber({ total: '0' }), fact('ControlNumberWithdrawn', {}));
    expect(fromSnapshot(toSnapshot(lifted))).toEqual(lifted);
  });

  it('gives again where a budget and its rows come from', () => {
    const state = nextYearOf(stateAfter(...hospitalBudget) as OpenBudgetState);
    expect(fromSnapshot(toSnapshot(state))).toEqual(state);
    expect(
      state.projects
        .map(({ lineage }) => lineage)
        .toSet()
        .toArray(),
    ).toContain('ward');
  });

  it('of a budget that is not open gives that', () => {
    expect(fromSnapshot(toSnapshot(absentBudget))).toEqual(absentBudget);
  });

  it('of another format is not read', () => {
    const text = toSnapshot(stateAfter(...hospitalBudget));
    const other = JSON.stringify({ ...(JSON.parse(text) as object), format: snapshotFormat + 1 });
    expect(fromSnapshot(other)).toBeNull();
  });

  it('still knows which names are taken, and that a withdrawn project holds none', () => {
    const cold = fromSnapshot(toSnapshot(stateAfter(...hospitalBudget, withdrawn))) ?? absentBudget;
    expect(decide(editing(addProject('n', { name: 'ward' })), cold)).toHaveLength(1);
    expect(refusalOf(() => decide(editing(addProject('n', { name: 'lab' })), cold)).code).toBe('DUPLICATE_NAME');
  });

  it('still knows to which project an indicator belongs', () => {
    const cold = fromSnapshot(toSnapshot(stateAfter(...hospitalBudget))) ?? absentBudget;
    expect(decide(editing(everyEdit.WithdrawIndicator), cold)).toEqual([
      fact('IndicatorWithdrawn', { projectId: 'ward', indicatorId: 'a' }),
    ]);
  });
});
