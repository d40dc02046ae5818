import { describe, expect, it } from '@jest/globals';
import { idOf, imported, planned, tableOf } from '../../support/stories/imported-table.js';
import { anIndicator, project, table } from '../../support/stories/small-table.js';

const row = (name: string, more = {}) => project(name, ['1.00', null, null], { goal: name, ...more });
const { state } = imported(table({ 一处: [row('甲'), row('乙')], 二处: [row('丙')] }));
const { state: without } = imported(table({ 一处: [row('甲')], 二处: [row('丙')] }), state);
const withdrawn = idOf(state, '乙');
const elsewhere = table({ 一处: [row('甲')], 二处: [row('丙'), row('乙', { goal: '新目标。' })] });

describe('a project that was withdrawn under one fund user and is printed under another', () => {
  it('is asked about, and meanwhile neither restored nor added', () => {
    const { plan, events } = imported(elsewhere, without);
    expect(plan.unmatched).toEqual([
      {
        entityKind: 'PROJECT',
        entityName: '乙',
        entityId: withdrawn,
        key: null,
        line: null,
        candidates: ['project:2.2'],
      },
      { entityKind: 'PROJECT', entityName: '乙', entityId: null, key: 'project:2.2', line: 7, candidates: [withdrawn] },
    ]);
    expect(events.map(({ type }) => type)).toEqual(['DeclaredTotalsRevised']);
  });

  it('comes back under the other one if the mapping says that it is the same', () => {
    const { events, state: after } = imported(elsewhere, without, new Map([[withdrawn, 'project:2.2']]));
    expect(tableOf(after)).toEqual(elsewhere);
    expect(after.projects.get(withdrawn)?.withdrawn).toBe(false);
    expect(events.map(({ type }) => type)).toEqual([
      'DeclaredTotalsRevised',
      'ProjectAssignedToFundUser',
      'ProjectGoalRevised',
      'ProjectMoved',
      'ProjectRestored',
    ]);
  });

  it('comes back also where its own fund user was withdrawn', () => {
    const { state: lone } = imported(table({ 二处: [row('丙')] }), without, new Map([[idOf(state, '一处'), null]]));
    const wanted = table({ 二处: [row('丙'), row('乙')] });
    const { state: after } = imported(wanted, lone, new Map([[withdrawn, 'project:1.2']]));
    expect(tableOf(after)).toEqual(wanted);
  });

  it('stays withdrawn beside a new one of its name if the mapping says so', () => {
    const { events, state: after } = imported(elsewhere, without, new Map([[withdrawn, null]]));
    expect(tableOf(after)).toEqual(elsewhere);
    expect(after.projects.get(withdrawn)?.withdrawn).toBe(true);
    expect(events.map(({ type }) => type)).toEqual(['DeclaredTotalsRevised', 'ProjectAdded']);
  });

  it('is asked about so, too, if it is an indicator of another class', () => {
    const under = (level2: string) => table({ 局: [row('甲', { indicators: [{ ...anIndicator, level2 }] })] });
    const before = imported(under('11')).state;
    const none = imported(table({ 局: [row('甲', { indicators: [] })] }), before).state;
    const { unmatched } = planned(under('22'), none);
    expect(unmatched.map(({ entityKind, entityId, key }) => [entityKind, entityId, key])).toEqual([
      ['INDICATOR', idOf(before, anIndicator.name), null],
      ['INDICATOR', null, 'indicator:1.1.1'],
    ]);
  });
});
