import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import {
  amount,
  editing,
  editingOn,
  fact,
  fundUserAdded,
  indicator,
  opened,
} from '../../support/given-when-then/budget-builders.js';
import { given, refusalOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import {
  everyEdit,
  hospitalBudget,
  onFundUser,
  onIndicator,
  onProject,
} from '../../support/given-when-then/every-edit.js';
import { stampOf } from '../../support/random/edits.js';

const at = (...argument: string[]) => ({ argument: ['edits', '0', ...argument] });

/** After version 3, somebody else changes one cell of each kind of row. */
const hospitalRenamed = fact('FundUserRenamed', { fundUserId: 'hospital', name: '市医院' });
const wardFunded = fact('ProjectFundingRevised', { projectId: 'ward', funding: { other: amount('2.50') } });
const targetRevised = fact('IndicatorTargetsRevised', {
  projectId: 'ward',
  indicatorId: 'a',
  targets: { cycleTarget: '≥80%' },
});
const withoutProjects = [opened(), fundUserAdded('hospital'), fundUserAdded('school', { place: 'a1' })] as const;
const noTotals = {
  'declaredTotals.total': null,
  'declaredTotals.fiscalAppropriation': null,
  'declaredTotals.specialAccount': null,
  'declaredTotals.other': null,
};
const wardNow = {
  name: 'ward',
  fundUser: 'hospital',
  goal: null,
  place: 'a0',
  declaredTotal: null,
  'funding.fiscalAppropriation': null,
  'funding.specialAccount': null,
  'funding.other': '2.50',
};
const indicatorNow = { class: '11', name: 'a', cycleTarget: '≥80%', annualTarget: '≥85%', place: 'a0' };
const bySomebodyElse = (current: Record<string, string | null>) => ({ current, ...stampOf(4) });

describe('an edit of a row that somebody else changed after the version the editor was looking at', () => {
  it.each(onFundUser)('is refused, as %s, with the row as it is now, who changed it and when', (type) => {
    given(...withoutProjects, hospitalRenamed)
      .when(editingOn(3, everyEdit[type]))
      .thenRefused('CONFLICT', {
        ...at(),
        entityId: 'hospital',
        conflict: bySomebodyElse({ name: '市医院', ...noTotals }),
      });
  });

  it.each(onProject)('is refused, as %s, with the row as it is now, who changed it and when', (type) => {
    given(...hospitalBudget, wardFunded)
      .when(editingOn(3, everyEdit[type]))
      .thenRefused('CONFLICT', { ...at(), entityId: 'ward', conflict: bySomebodyElse(wardNow) });
  });

  it.each(onIndicator)('is refused, as %s, with the row as it is now, who changed it and when', (type) => {
    given(...hospitalBudget, targetRevised)
      .when(editingOn(3, everyEdit[type]))
      .thenRefused('CONFLICT', { ...at(), entityId: 'a', conflict: bySomebodyElse(indicatorNow) });
  });

  it('is refused also when it restores a row that somebody else withdrew', () => {
    given(...hospitalBudget, fact('ProjectWithdrawn', { projectId: 'ward' }))
      .when(editingOn(3, everyEdit.RestoreProject))
      .thenRefused('CONFLICT', {
        ...at(),
        entityId: 'ward',
        conflict: bySomebodyElse({ ...wardNow, 'funding.other': null }),
      });
    given(...hospitalBudget, fact('IndicatorWithdrawn', { projectId: 'ward', indicatorId: 'a' }))
      .when(editingOn(3, everyEdit.RestoreIndicator))
      .thenRefused('CONFLICT', {
        ...at(),
        entityId: 'a',
        conflict: bySomebodyElse({ ...indicatorNow, cycleTarget: '≥90%' }),
      });
    given(...withoutProjects, fact('FundUserWithdrawn', { fundUserId: 'hospital' }))
      .when(editingOn(3, everyEdit.RestoreFundUser))
      .thenRefused('CONFLICT', {
        ...at(),
        entityId: 'hospital',
        conflict: bySomebodyElse({ name: 'hospital', ...noTotals }),
      });
  });

  it('says the two versions, the actor and the time in the message: in Chinese as in Beijing, in English in UTC', () => {
    const state = stateAfter(...hospitalBudget, wardFunded);
    const { message, messageEn } = refusalOf(() => decide(editingOn(3, everyEdit.ReviseGoal), state));
    const { actorId, recordedAt } = stampOf(4);
    expect(recordedAt).toBe('2024-01-01T00:04:00.000Z');
    const zh = '2024-01-01 08:04:00（北京时间）';
    const en = recordedAt;
    for (const word of ['版本 3', '版本 4', `“${actorId}”`, zh]) expect(message).toContain(word);
    for (const word of ['version 3', 'version 4', `"${actorId}"`, en]) expect(messageEn).toContain(word);
  });

  it('is granted when it would leave the row as it is', () => {
    given(...hospitalBudget, wardFunded)
      .when(editingOn(3, { type: 'ReviseFunding', projectId: 'ward', funding: { other: '2.50' } }))
      .thenNothing();
  });

  it('is granted to an editor who looked at that change, or asks to take the row as it is', () => {
    const revised = fact('ProjectGoalRevised', { projectId: 'ward', goal: '更新。' });
    given(...hospitalBudget, wardFunded)
      .when(editingOn(4, everyEdit.ReviseGoal))
      .then(revised);
    given(...hospitalBudget, wardFunded)
      .when(editing(everyEdit.ReviseGoal))
      .then(revised);
  });
});

describe('an edit on a version that is no longer the newest', () => {
  const touched = [hospitalRenamed, wardFunded, targetRevised];

  it('is granted where others changed other rows', () => {
    given(...hospitalBudget, ...touched)
      .when(editingOn(3, { type: 'RenameProject', projectId: 'lab', name: '检验科' }))
      .then(fact('ProjectRenamed', { projectId: 'lab', name: '检验科' }));
  });

  it('of an indicator does not conflict with a change of its project', () => {
    given(...hospitalBudget, wardFunded)
      .when(editingOn(3, everyEdit.WithdrawIndicator))
      .then(fact('IndicatorWithdrawn', { projectId: 'ward', indicatorId: 'a' }));
  });

  it('of a project does not conflict with a change of its indicators or its fund user', () => {
    given(...hospitalBudget, targetRevised, hospitalRenamed)
      .when(editingOn(3, everyEdit.ReviseGoal))
      .then(fact('ProjectGoalRevised', { projectId: 'ward', goal: '更新。' }));
  });

  it('adds rows beside those that others added', () => {
    given(...hospitalBudget, fact('IndicatorAdded', { projectId: 'ward', indicator: indicator('d', { place: 'a5' }) }))
      .when(editingOn(3, everyEdit.AddIndicator))
      .then(fact('IndicatorAdded', { projectId: 'ward', indicator: indicator('c', { place: 'a6' }) }));
  });

  it('does not withdraw a project together with indicators that others changed or added', () => {
    given(...hospitalBudget, targetRevised)
      .when(editingOn(3, everyEdit.WithdrawProject))
      .thenRefused('CONFLICT', { ...at(), entityId: 'a', conflict: bySomebodyElse(indicatorNow) });
    given(...hospitalBudget, fact('IndicatorAdded', { projectId: 'ward', indicator: indicator('d') }))
      .when(editingOn(3, everyEdit.WithdrawProject))
      .thenRefused('CONFLICT', {
        ...at(),
        entityId: 'd',
        conflict: bySomebodyElse({ ...indicatorNow, name: 'd', cycleTarget: '≥90%' }),
      });
  });
});
