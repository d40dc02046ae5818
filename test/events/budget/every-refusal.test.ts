import { describe, expect, it } from '@jest/globals';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import { mostRefusals, refusalsIn } from '../../../events/refusals.js';
import {
  addProject,
  editing,
  editingOn,
  fact,
  newIndicator,
  openBudget,
  setting,
} from '../../support/given-when-then/budget-builders.js';
import { given, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';

const hospital = given(...hospitalBudget);
const long = '长'.repeat(16_000);
const wrong = { level2: '99', name: '', cycleTarget: long, annualTarget: ' 1' };

describe('one edit is refused for everything that is wrong in it, each at its place', () => {
  it('an indicator that is added or revised', () => {
    hospital
      .when(editing({ type: 'AddIndicator', projectId: 'ward', ...newIndicator('c', wrong), after: 'nothing' }))
      .thenRefusedFor(
        ['UNKNOWN_CLASS', 'edits', '0', 'level2'],
        ['INVALID_INPUT', 'edits', '0', 'name'],
        ['TOO_LARGE', 'edits', '0', 'cycleTarget'],
        ['INVALID_INPUT', 'edits', '0', 'annualTarget'],
        ['NOT_FOUND', 'edits', '0', 'place', 'after'],
      );
    hospital
      .when(editing({ type: 'AddIndicator', projectId: 'nothing', ...newIndicator('c', { name: '' }), after: 'a' }))
      .thenRefusedFor(['NOT_FOUND', 'edits', '0', 'projectId'], ['INVALID_INPUT', 'edits', '0', 'name']);
    hospital
      .when(editing({ type: 'ReviseIndicator', indicatorId: 'a', ...wrong }))
      .thenRefusedFor(
        ['UNKNOWN_CLASS', 'edits', '0', 'level2'],
        ['INVALID_INPUT', 'edits', '0', 'name'],
        ['TOO_LARGE', 'edits', '0', 'cycleTarget'],
        ['INVALID_INPUT', 'edits', '0', 'annualTarget'],
      );
    hospital
      .when(editing({ type: 'ReviseIndicator', indicatorId: 'a', name: 'b', annualTarget: ' 1' }))
      .thenRefusedFor(['DUPLICATE_NAME', 'edits', '0', 'name'], ['INVALID_INPUT', 'edits', '0', 'annualTarget']);
  });

  it('a project with its money and its indicators', () => {
    const content = {
      name: 'ward',
      funding: { fiscalAppropriation: '一万', specialAccount: '1', other: '1.2.3' },
      declaredTotal: '多',
      goal: long,
      after: 'nothing',
      indicators: [newIndicator('c', { level2: '99', name: '' }), newIndicator('d'), newIndicator('e', { name: 'd' })],
    };
    hospital
      .when(editing(addProject('pharmacy', content)))
      .thenRefusedFor(
        ['DUPLICATE_NAME', 'edits', '0', 'name'],
        ['INVALID_INPUT', 'edits', '0', 'funding', 'fiscalAppropriation'],
        ['INVALID_INPUT', 'edits', '0', 'funding', 'other'],
        ['INVALID_INPUT', 'edits', '0', 'declaredTotal'],
        ['TOO_LARGE', 'edits', '0', 'goal'],
        ['NOT_FOUND', 'edits', '0', 'place', 'after'],
        ['UNKNOWN_CLASS', 'edits', '0', 'indicators', '0', 'level2'],
        ['INVALID_INPUT', 'edits', '0', 'indicators', '0', 'name'],
        ['DUPLICATE_NAME', 'edits', '0', 'indicators', '2', 'name'],
      );
    hospital
      .when(editing({ type: 'ReviseFunding', projectId: 'ward', funding: { other: '多', declaredTotal: '少' } }))
      .thenRefusedFor(
        ['INVALID_INPUT', 'edits', '0', 'funding', 'other'],
        ['INVALID_INPUT', 'edits', '0', 'funding', 'declaredTotal'],
      );
  });

  it('a fund user, and a budget that is opened', () => {
    hospital
      .when(editing({ type: 'AddFundUser', fundUserId: 'clinic', name: '', declared: { total: '多', other: '少' } }))
      .thenRefusedFor(
        ['INVALID_INPUT', 'edits', '0', 'name'],
        ['INVALID_INPUT', 'edits', '0', 'declaredTotals', 'total'],
        ['INVALID_INPUT', 'edits', '0', 'declaredTotals', 'other'],
      );
    given()
      .when(openBudget({ fiscalYear: 24, taxonomy: 'none', unitKey: '', name: long }))
      .thenRefusedFor(
        ['INVALID_INPUT', 'fiscalYear'],
        ['INVALID_INPUT', 'taxonomy'],
        ['INVALID_INPUT', 'unit'],
        ['TOO_LARGE', 'name'],
      );
  });
});

describe('many edits are refused for each that is wrong by itself', () => {
  const goal = (text: string): BudgetEdit => ({ type: 'ReviseGoal', projectId: 'ward', goal: text });

  it('however many come between them', () => {
    hospital
      .when(
        editing(
          goal(' 一'),
          goal('二'),
          { type: 'ReviseIndicator', indicatorId: 'a', annualTarget: long },
          { type: 'RenameProject', projectId: 'nothing', name: '新' },
          { type: 'RenameBudget', name: '' },
        ),
      )
      .thenRefusedFor(
        ['INVALID_INPUT', 'edits', '0', 'goal'],
        ['TOO_LARGE', 'edits', '2', 'annualTarget'],
        ['NOT_FOUND', 'edits', '3', 'projectId'],
        ['INVALID_INPUT', 'edits', '4', 'name'],
      );
  });

  it('each conflict among them', () => {
    const saves = [...hospitalBudget, fact('ProjectGoalRevised', { projectId: 'ward', goal: '三' })];
    given(
      ...saves,
      fact('IndicatorTargetsRevised', { projectId: 'ward', indicatorId: 'a', targets: { annualTarget: '1' } }),
    )
      .when(
        editingOn(
          3,
          goal('四'),
          { type: 'ReviseFunding', projectId: 'lab', funding: { other: '1' } },
          {
            type: 'ReviseIndicator',
            indicatorId: 'a',
            annualTarget: '2',
          },
        ),
      )
      .thenRefusedFor(['CONFLICT', 'edits', '0'], ['CONFLICT', 'edits', '2']);
    given(...saves, fact('FundUserRenamed', { fundUserId: 'school', name: '学校' }))
      .when(
        setting(
          { ward: { cells: { goal: '四' } }, lab: { cells: { goal: '五' } }, school: { cells: { name: '小学' } } },
          3,
        ),
      )
      .thenRefusedFor(['CONFLICT', 'rows', 'ward'], ['CONFLICT', 'rows', 'school']);
  });

  it.each<[string, BudgetEdit[]]>([
    [
      'its row was to be added',
      [
        { type: 'AddFundUser', fundUserId: 'clinic', name: ' ', declared: {} },
        addProject('pharmacy', { fundUserId: 'clinic' }),
        { type: 'AddIndicator', projectId: 'pharmacy', ...newIndicator('p') },
        { type: 'MoveIndicator', indicatorId: 'p', after: null },
        { type: 'MoveProject', projectId: 'lab', after: 'pharmacy' },
        { type: 'AssignFundUser', projectId: 'lab', fundUserId: 'clinic' },
        { type: 'RenameFundUser', fundUserId: 'clinic', name: 'hospital' },
      ],
    ],
    [
      'the name that it takes was to become free',
      [
        { type: 'RenameProject', projectId: 'ward', name: ' ' },
        { type: 'RenameProject', projectId: 'lab', name: 'ward' },
        addProject('pharmacy', { name: 'lab' }),
      ],
    ],
    [
      'its fund user was to become empty',
      [
        { type: 'WithdrawProject', projectId: 'lab' },
        { type: 'AssignFundUser', projectId: 'ward', fundUserId: 'nothing' },
        { type: 'WithdrawFundUser', fundUserId: 'hospital' },
        { type: 'AddFundUser', fundUserId: 'new', name: 'hospital', declared: {} },
      ],
    ],
    [
      'its indicator was to have another class',
      [
        { type: 'ReviseIndicator', indicatorId: 'a', name: 'c', level2: '99' },
        { type: 'ReviseIndicator', indicatorId: 'b', name: 'a' },
        { type: 'AddIndicator', projectId: 'ward', ...newIndicator('d', { name: 'b' }) },
      ],
    ],
  ])('but not one that rests on a refused one: %s', (_, edits) => {
    const refusals = refusalsIn(errorOf(() => decide(editing(...edits), stateAfter(...hospitalBudget))));
    expect(refusals).toHaveLength(1);
  });

  it('though what is wrong with it by itself is told also where it rests on one', () => {
    hospital
      .when(
        editing(
          { type: 'AddFundUser', fundUserId: 'clinic', name: ' ', declared: {} },
          addProject('pharmacy', { fundUserId: 'clinic', goal: long }),
        ),
      )
      .thenRefusedFor(['INVALID_INPUT', 'edits', '0', 'name'], ['TOO_LARGE', 'edits', '1', 'goal']);
  });

  it('a hundred at most, and the last one says that there may be more', () => {
    const refusalsOf = (count: number) =>
      refusalsIn(
        errorOf(() =>
          decide(editing(...Array.from({ length: count }, () => goal(' 一'))), stateAfter(...hospitalBudget)),
        ),
      );
    for (const count of [mostRefusals - 1, mostRefusals]) {
      expect(refusalsOf(count)).toHaveLength(count);
      expect(refusalsOf(count)?.at(-1)?.message).not.toContain('可能还有');
    }
    const told = refusalsOf(mostRefusals + 1);
    expect(told).toHaveLength(mostRefusals);
    expect(told?.at(-1)).toMatchObject({
      argument: ['edits', '99', 'goal'],
      message: expect.stringMatching(/首尾有空白.*可能还有；请改正后再提交。$/),
      messageEn: expect.stringMatching(/white space.*there may be more.*\.$/),
    });
    expect(told?.at(-2)?.message).not.toContain('可能还有');
  });
});

function errorOf(attempt: () => unknown): unknown {
  try {
    attempt();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
}
