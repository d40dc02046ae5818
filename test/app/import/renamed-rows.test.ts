import { describe, expect, it } from '@jest/globals';
import { idOf, imported, tableOf } from '../../support/stories/imported-table.js';
import { anIndicator, project, table } from '../../support/stories/small-table.js';
import type { TableModel } from '../../support/stories/table-model.js';

const effect = { level2: '22', name: '效益', cycleTarget: '是', annualTarget: '是' };
const first = project('甲', ['1.00', null, null]);
const second = project('乙', ['2.00', null, null], { indicators: [anIndicator, effect] });
const third = project('丙', ['4.00', null, null]);
const before = table({ 一局: [first, second], 二局: [third] });
const { state } = imported(before);

/** The events of an import over `before`, which then shows the table. */
function eventsOf(after: TableModel) {
  const { events, plan, state: now } = imported(after, state);
  expect(plan.unmatched).toEqual([]);
  expect(tableOf(now)).toEqual(after);
  return events;
}

describe('a row that is the same but for one part of its identity', () => {
  it('is renamed, if it is a project', () => {
    expect(eventsOf(table({ 一局: [first, { ...second, name: '新名' }], 二局: [third] }))).toEqual([
      { type: 'ProjectRenamed', data: { projectId: idOf(state, '乙'), name: '新名' } },
    ]);
  });

  it('is renamed with what else changed in its indicators', () => {
    const renamed = { ...second, name: '新名', indicators: [anIndicator, { ...effect, annualTarget: '否' }] };
    const at = { projectId: idOf(state, '乙'), indicatorId: idOf(state, '效益') };
    expect(eventsOf(table({ 一局: [first, renamed], 二局: [third] }))).toEqual([
      { type: 'ProjectRenamed', data: { projectId: at.projectId, name: '新名' } },
      { type: 'IndicatorTargetsRevised', data: { ...at, targets: { annualTarget: '否' } } },
    ]);
  });

  it('is assigned to another fund user, if it stands below that one', () => {
    const events = eventsOf(table({ 一局: [first], 二局: [second, third] }));
    const assigned = { projectId: idOf(state, '乙'), fundUserId: idOf(state, '二局') };
    expect(events).toContainEqual({ type: 'ProjectAssignedToFundUser', data: assigned });
    expect(events.map(({ type }) => type)).toEqual([
      'DeclaredTotalsRevised',
      'DeclaredTotalsRevised',
      'ProjectAssignedToFundUser',
    ]);
  });

  it('is renamed, if it is a fund user, and keeps its projects', () => {
    expect(eventsOf(table({ 一局: [first, second], 新局: [third] }))).toEqual([
      { type: 'FundUserRenamed', data: { fundUserId: idOf(state, '二局'), name: '新局' } },
    ]);
  });

  it('is renamed or reclassified, if it is an indicator', () => {
    const at = { projectId: idOf(state, '乙'), indicatorId: idOf(state, '效益') };
    const withEffect = (change: object) =>
      eventsOf(
        table({ 一局: [first, { ...second, indicators: [anIndicator, { ...effect, ...change }] }], 二局: [third] }),
      );
    expect(withEffect({ name: '新名' })).toEqual([{ type: 'IndicatorRenamed', data: { ...at, name: '新名' } }]);
    expect(withEffect({ level2: '21' })).toEqual([{ type: 'IndicatorReclassified', data: { ...at, level2: '21' } }]);
  });
});
