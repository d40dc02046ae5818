import { describe, expect, it } from '@jest/globals';
import { idOf, imported, planned, tableOf } from '../../support/stories/imported-table.js';
import { readSample } from '../../support/stories/published-sample.js';
import { anIndicator, project, table } from '../../support/stories/small-table.js';
import { modelOf } from '../../support/stories/table-model.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import { planImport } from '../../../src/app/import/plan-import.js';

const sample = modelOf(readSample());
const first = project('甲', ['1.00', null, null]);
const second = project('乙', ['2.00', null, '3.00'], {
  indicators: [anIndicator, { level2: '22', name: '效益', cycleTarget: '是', annualTarget: '是' }],
});
const third = project('丙', ['4.00', null, null], { goal: '另一目标。' });
const before = table({ 一局: [first, second], 二局: [third] });

describe('importing a table into a budget that is not there', () => {
  it('makes the budget say what the table says', () => {
    expect(tableOf(imported(sample).state)).toEqual(sample);
    expect(tableOf(imported(before).state)).toEqual(before);
  });

  it('opens the budget, then adds each fund user and each project whole, in the table’s order', () => {
    const types = imported(sample).events.map(({ type }) => type);
    expect(types).toEqual([
      'BudgetOpened',
      'FundUserAdded',
      ...(sample.fundUsers[0]?.projects.map(() => 'ProjectAdded') ?? []),
    ]);
  });

  it('says of each edit the line on which the row stands', () => {
    const document = readSample();
    const { edits } = planImport(document, absentBudget, { mapping: new Map(), newId: () => 'row' });
    const lines = document.fundUsers.flatMap((row) => [row.line, ...row.projects.map(({ line }) => line)]);
    expect(edits.map(({ line }) => line)).toEqual(lines);
  });
});

describe('importing a table over a budget', () => {
  it('changes nothing if the budget says the same already', () => {
    const { state } = imported(sample);
    const again = imported(sample, state);
    expect([again.events, again.plan.unmatched]).toEqual([[], []]);
    expect(again.state).toBe(state);
  });

  it('changes exactly the cells that differ', () => {
    const { state } = imported(before);
    const changed = table({
      一局: [
        { ...first, goal: '改过的目标。' },
        { ...second, indicators: [anIndicator, { level2: '22', name: '效益', cycleTarget: '是', annualTarget: '否' }] },
      ],
      二局: [project('丙', ['5.00', null, '0.50'], { goal: '另一目标。' })],
    });
    const { events, state: after } = imported(changed, state);
    const projectId = idOf(state, '乙');
    expect(events).toEqual([
      {
        type: 'DeclaredTotalsRevised',
        data: {
          fundUserId: idOf(state, '二局'),
          declared: { total: '5.50', fiscalAppropriation: '5.00', other: '0.50' },
        },
      },
      { type: 'ProjectGoalRevised', data: { projectId: idOf(state, '甲'), goal: '改过的目标。' } },
      {
        type: 'IndicatorTargetsRevised',
        data: { projectId, indicatorId: idOf(state, '效益'), targets: { annualTarget: '否' } },
      },
      {
        type: 'ProjectFundingRevised',
        data: {
          projectId: idOf(state, '丙'),
          funding: { fiscalAppropriation: '5.00', other: '0.50', declaredTotal: '5.50' },
        },
      },
    ]);
    expect(tableOf(after)).toEqual(changed);
  });

  it('makes a cell blank that is blank in the table', () => {
    const { state } = imported(before);
    const { events } = imported(table({ 一局: [first, { ...second, goal: '' }], 二局: [third] }), state);
    expect(events).toEqual([{ type: 'ProjectGoalRevised', data: { projectId: idOf(state, '乙'), goal: '' } }]);
  });

  it('renames the unit', () => {
    const { state } = imported(before);
    const { events, plan } = imported({ ...before, unitName: '新单位' }, state);
    expect(events).toEqual([{ type: 'BudgetRenamed', data: { name: '新单位' } }]);
    expect(plan.edits[0]).toEqual({ edit: { type: 'RenameBudget', name: '新单位' }, line: 1 });
  });

  it('adds rows that are new, where the table has them', () => {
    const { state } = imported(before);
    const fresh = project('新', ['6.00', null, null]);
    const more = [{ ...anIndicator, name: '前' }, ...second.indicators, { ...anIndicator, name: '后' }];
    const after = table({ 一局: [fresh, first, { ...second, indicators: more }], 二局: [third], 三局: [fresh] });
    const { events, state: now } = imported(after, state);
    expect(tableOf(now)).toEqual(after);
    const types = events.map(({ type }) => type).sort();
    expect(types).toEqual([
      'DeclaredTotalsRevised',
      'FundUserAdded',
      'IndicatorAdded',
      'IndicatorAdded',
      'ProjectAdded',
      'ProjectAdded',
    ]);
  });

  it('withdraws rows that the table has no more, each with no line', () => {
    const { state } = imported(before);
    const { events, plan } = imported(table({ 一局: [{ ...second, indicators: [anIndicator] }] }), state);
    expect(events).toEqual([
      {
        type: 'DeclaredTotalsRevised',
        data: { fundUserId: idOf(state, '一局'), declared: { total: '5.00', fiscalAppropriation: '2.00' } },
      },
      { type: 'ProjectWithdrawn', data: { projectId: idOf(state, '甲') } },
      { type: 'ProjectWithdrawn', data: { projectId: idOf(state, '丙') } },
      { type: 'IndicatorWithdrawn', data: { projectId: idOf(state, '乙'), indicatorId: idOf(state, '效益') } },
      { type: 'FundUserWithdrawn', data: { fundUserId: idOf(state, '二局') } },
    ]);
    const withdrawals = plan.edits.filter(({ edit }) => edit.type.startsWith('Withdraw'));
    expect(withdrawals.map(({ line }) => line)).toEqual([null, null, null, null]);
  });

  it('restores withdrawn rows that stand in the table again, as the same rows', () => {
    const { state } = imported(before);
    const { state: without } = imported(table({ 一局: [{ ...second, indicators: [anIndicator] }] }), state);
    const { events, state: after } = imported(before, without);
    expect(events.map(({ type }) => type).filter((type) => type.endsWith('Added'))).toEqual([]);
    expect(events.filter(({ type }) => type.endsWith('Restored'))).toEqual([
      { type: 'FundUserRestored', data: { fundUserId: idOf(state, '二局') } },
      { type: 'ProjectRestored', data: { projectId: idOf(state, '甲') } },
      { type: 'IndicatorRestored', data: { projectId: idOf(state, '乙'), indicatorId: idOf(state, '效益') } },
      { type: 'ProjectRestored', data: { projectId: idOf(state, '丙') } },
    ]);
    expect(tableOf(after)).toEqual(before);
  });

  it('leaves the budget it plans for as it is', () => {
    const { state } = imported(before);
    const shown = tableOf(state);
    planned(table({ 一局: [second] }), state);
    expect(tableOf(state)).toEqual(shown);
  });
});
