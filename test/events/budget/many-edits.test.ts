import { describe, expect, it } from '@jest/globals';
import { decideByEdit } from '../../../events/budget/budget.decide.js';
import {
  addProject,
  amount,
  editing,
  editingOn,
  fact,
  fundUserAdded,
  newIndicator,
  noFunding,
  opened,
  projectAdded,
} from '../../support/given-when-then/budget-builders.js';
import { given, refusalOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { everyEdit, hospitalBudget } from '../../support/given-when-then/every-edit.js';

const renameWard = (name: string) => ({ type: 'RenameProject', projectId: 'ward', name }) as const;

describe('edits of one command', () => {
  it('are decided each on what the ones before it made', () => {
    given(opened())
      .when(
        editing(
          { type: 'AddFundUser', fundUserId: 'hospital', name: 'hospital', declared: {} },
          addProject('ward'),
          { type: 'ReviseFunding', projectId: 'ward', funding: { other: '5' } },
          addProject('lab', { after: 'ward' }),
          { type: 'AddIndicator', projectId: 'lab', ...newIndicator('a') },
          { type: 'ReviseIndicator', indicatorId: 'a', name: '及时率' },
        ),
      )
      .then(
        fundUserAdded('hospital'),
        projectAdded('ward', { funding: noFunding }),
        fact('ProjectFundingRevised', { projectId: 'ward', funding: { other: amount('5') } }),
        projectAdded('lab', { place: 'a1' }),
        fact('IndicatorAdded', { projectId: 'lab', indicator: { ...newIndicator('a'), place: 'a0' } }),
        fact('IndicatorRenamed', { projectId: 'lab', indicatorId: 'a', name: '及时率' }),
      );
  });

  it('may give and take a name in turn', () => {
    given(...hospitalBudget)
      .when(editing(renameWard('病房'), { type: 'RenameProject', projectId: 'lab', name: 'ward' }))
      .then(
        fact('ProjectRenamed', { projectId: 'ward', name: '病房' }),
        fact('ProjectRenamed', { projectId: 'lab', name: 'ward' }),
      );
  });

  it('are refused all together when one is, naming which', () => {
    given(...hospitalBudget)
      .when(editing(renameWard('病房'), everyEdit.AddFundUser, renameWard(' ')))
      .thenRefused('INVALID_INPUT', { argument: ['edits', '2', 'name'] });
  });

  it('are refused where an earlier one of them took the row or the name', () => {
    given(...hospitalBudget)
      .when(editing(everyEdit.WithdrawProject, everyEdit.ReviseGoal))
      .thenRefused('WITHDRAWN', { argument: ['edits', '1'], entityId: 'ward' });
    given(...hospitalBudget)
      .when(editing(addProject('n', { name: '病房' }), everyEdit.RenameProject))
      .thenRefused('DUPLICATE_NAME', { argument: ['edits', '1', 'name'], entityId: 'n' });
  });

  it('do not conflict with each other, on a version that is not the newest', () => {
    given(...hospitalBudget, fact('BudgetRenamed', { name: '卫健局' }))
      .when(editingOn(3, renameWard('甲'), renameWard('乙'), everyEdit.ReviseGoal))
      .then(
        fact('ProjectRenamed', { projectId: 'ward', name: '甲' }),
        fact('ProjectRenamed', { projectId: 'ward', name: '乙' }),
        fact('ProjectGoalRevised', { projectId: 'ward', goal: '更新。' }),
      );
  });

  it('may withdraw the row that they added, whatever version they are on', () => {
    given(...hospitalBudget)
      .when(editingOn(1, addProject('n'), { type: 'WithdrawProject', projectId: 'n' }))
      .then(projectAdded('n', { place: 'a2' }), fact('ProjectWithdrawn', { projectId: 'n' }));
  });

  it('say which of them each event answers, those that change nothing among them', () => {
    const command = editing(renameWard('病房'), renameWard('病房'), everyEdit.ReviseGoal);
    expect(decideByEdit(command, stateAfter(...hospitalBudget))).toEqual([
      { edit: 0, events: [fact('ProjectRenamed', { projectId: 'ward', name: '病房' })] },
      { edit: 1, events: [] },
      { edit: 2, events: [fact('ProjectGoalRevised', { projectId: 'ward', goal: '更新。' })] },
    ]);
  });

  it('leave the state that they were decided on as it was', () => {
    const state = stateAfter(...hospitalBudget);
    decideByEdit(editing(renameWard('病房'), everyEdit.WithdrawIndicator), state);
    refusalOf(() => decideByEdit(editing(renameWard('病房'), renameWard(' ')), state));
    expect(state).toEqual(stateAfter(...hospitalBudget));
  });
});
