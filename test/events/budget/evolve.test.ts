import { describe, expect, it } from '@jest/globals';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import {
  amount,
  fact,
  fundUserAdded,
  indicator,
  opened,
  projectAdded,
} from '../../support/given-when-then/budget-builders.js';
import { stateAfter } from '../../support/given-when-then/decider-spec.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';
import { stampOf } from '../../support/random/edits.js';

const after = (...events: BudgetEvent[]) => stateAfter(...hospitalBudget, ...events) as OpenBudgetState;
const ward = (state: OpenBudgetState) => state.projects.get('ward');

describe('a budget’s state', () => {
  it('is absent before it is opened, at version 0', () => {
    expect(absentBudget).toEqual({ status: 'absent', version: 0 });
  });

  it('has the version of the last save, however many events that had', () => {
    expect(stateAfter(...hospitalBudget).version).toBe(3);
  });

  it('keeps the cells that a revision does not name', () => {
    const state = after(
      fact('ProjectFundingRevised', { projectId: 'ward', funding: { other: amount('1'), declaredTotal: amount('2') } }),
      fact('ProjectFundingRevised', { projectId: 'ward', funding: { other: null, specialAccount: amount('3') } }),
    );
    expect(ward(state)).toMatchObject({
      funding: { fiscalAppropriation: null, specialAccount: '3', other: null },
      declaredTotal: '2',
    });
  });

  it('remembers the end of the table when the last project moves up', () => {
    expect(after(fact('ProjectMoved', { projectId: 'lab', place: 'Zz' })).lastProjectPlace).toBe('a1');
  });
});

describe('a broken stream', () => {
  const row = { projectId: 'pharmacy', indicatorId: 'p' };

  it.each<BudgetEvent>([
    fact('FundUserRenamed', { fundUserId: 'library', name: '图书馆' }),
    fact('DeclaredTotalsRevised', { fundUserId: 'library', declared: {} }),
    fact('ProjectRenamed', { projectId: 'pharmacy', name: '药房' }),
    fact('ProjectFundingRevised', { projectId: 'pharmacy', funding: {} }),
    fact('IndicatorAdded', { projectId: 'pharmacy', indicator: indicator('p') }),
    fact('IndicatorRenamed', { ...row, name: '及时率' }),
    fact('IndicatorRenamed', { ...row, projectId: 'ward', name: '及时率' }),
  ])('throws at $type of a row that was never added', (event) => {
    expect(() => after(event)).toThrow(/^no row (library|pharmacy|p) in this budget$/);
  });

  it('throws at any event before the opening, and at a second opening', () => {
    expect(() => evolve(absentBudget, fundUserAdded('hospital'), stampOf(1))).toThrow('before BudgetOpened');
    expect(() => evolve(absentBudget, projectAdded('ward'), stampOf(1))).toThrow('before BudgetOpened');
    expect(() => after(opened())).toThrow('BudgetOpened on the open budget budget-1');
  });
});
