import { describe, expect, it } from '@jest/globals';
import { idOf, imported, planned, tableOf } from '../../support/stories/imported-table.js';
import { refusalOf } from '../../support/stories/published-sample.js';
import { anIndicator, project, table } from '../../support/stories/small-table.js';

const row = (name: string, amount: string, more = {}) => project(name, [amount, null, null], { goal: name, ...more });
const effect = { level2: '22', name: '效益', cycleTarget: '是', annualTarget: '是' };
const before = table({
  一局: [row('甲', '1.00'), row('乙', '2.00', { indicators: [anIndicator, effect] })],
  二局: [row('丙', '4.00')],
});
const { state } = imported(before);
const [unit1, unit2, first, second, third] = ['一局', '二局', '甲', '乙', '丙'].map((name) => idOf(state, name)) as [
  string,
  string,
  string,
  string,
  string,
];
const indicator = idOf(state, '效益');

/** 乙 with another name, amount and goal: no part of it tells that it is the same row. */
const other = row('丁', '3.00');
const changed = table({ 一局: [row('甲', '1.00'), other], 二局: [row('丙', '4.00')] });

const typesOf = (events: readonly { type: string }[]) => events.map(({ type }) => type);

describe('a mapping', () => {
  it('makes two rows one: everything that differs changes', () => {
    const { events, plan, state: after } = imported(changed, state, new Map([[second, 'project:1.2']]));
    expect(plan.unmatched).toEqual([]);
    expect(tableOf(after)).toEqual(changed);
    expect(typesOf(events)).toEqual([
      'DeclaredTotalsRevised',
      'ProjectRenamed',
      'ProjectFundingRevised',
      'ProjectGoalRevised',
      'IndicatorWithdrawn',
    ]);
    expect(after.projects.get(second)?.name).toBe('丁');
  });

  it('to nothing withdraws the row, and what is left in the table is new', () => {
    const { events, plan, state: after } = imported(changed, state, new Map([[second, null]]));
    expect(plan.unmatched).toEqual([]);
    expect(tableOf(after)).toEqual(changed);
    expect(typesOf(events)).toEqual(['DeclaredTotalsRevised', 'ProjectWithdrawn', 'ProjectAdded']);
    expect(after.projects.get(second)?.withdrawn).toBe(true);
  });

  it('goes before what the names say: the namesake of a row that is mapped to nothing is new', () => {
    const { events, state: after } = imported(before, state, new Map([[first, null]]));
    expect(typesOf(events)).toEqual(['ProjectWithdrawn', 'ProjectAdded']);
    expect(tableOf(after)).toEqual(before);
  });

  it('to nothing keeps a withdrawn row withdrawn, though the table has its namesake', () => {
    const without = imported(table({ 一局: [row('甲', '1.00')], 二局: [row('丙', '4.00')] }), state).state;
    const { state: after } = imported(before, without, new Map([[second, null]]));
    expect(tableOf(after)).toEqual(before);
    expect(after.projects.get(second)?.withdrawn).toBe(true);
  });

  it('answers for fund users and indicators, too', () => {
    const indicators = [anIndicator, { level2: '21', name: '收入', cycleTarget: '≥1', annualTarget: '≥2' }];
    const wanted = table({ 一局: [row('甲', '1.00'), row('乙', '2.00', { indicators })], 三局: [row('丙', '5.00')] });
    const mapping = new Map([
      [unit2, 'fundUser:2'],
      [indicator, 'indicator:1.2.2'],
    ]);
    const { events, state: after } = imported(wanted, state, mapping);
    expect(tableOf(after)).toEqual(wanted);
    expect(typesOf(events)).toEqual([
      'FundUserRenamed',
      'DeclaredTotalsRevised',
      'IndicatorReclassified',
      'IndicatorRenamed',
      'IndicatorTargetsRevised',
      'ProjectFundingRevised',
    ]);
  });

  it('restores a withdrawn row under the name that the table gives it', () => {
    const without = imported(table({ 一局: [row('甲', '1.00')], 二局: [row('丙', '4.00')] }), state).state;
    const { events, state: after } = imported(changed, without, new Map([[second, 'project:1.2']]));
    expect(typesOf(events)).toContain('ProjectRestored');
    expect(typesOf(events)).not.toContain('ProjectAdded');
    expect(after.projects.get(second)).toMatchObject({ name: '丁', withdrawn: false });
    expect(tableOf(after)).toEqual(changed);
  });

  it('is refused from a row that the budget does not have', () => {
    const refusal = refusalOf(() => planned(changed, state, new Map([['nobody', null]])));
    expect(refusal).toMatchObject({ code: 'NOT_FOUND', argument: ['mapping'], entityId: 'nobody' });
  });

  it('is refused to a row that the table does not have, that is of another kind, or not beside it', () => {
    const wrong: [string, string][] = [
      [second, 'project:1.9'],
      [second, 'nonsense'],
      [second, 'fundUser:1'],
      [second, 'indicator:1.2.1'],
      [unit1, 'project:1.2'],
      [indicator, 'indicator:1.1.1'],
    ];
    for (const [from, to] of wrong) {
      const refusal = refusalOf(() => planned(before, state, new Map([[from, to]])));
      expect(refusal).toMatchObject({ code: 'INVALID_INPUT', argument: ['mapping'], entityId: from });
    }
  });

  it('is refused if it sends two rows to one', () => {
    const both = new Map([
      [second, 'project:1.2'],
      [third, 'project:1.2'],
    ]);
    expect(refusalOf(() => planned(changed, state, both))).toMatchObject({ code: 'INVALID_INPUT', entityId: third });
  });

  it('is refused over a budget that is not there', () => {
    const refusal = refusalOf(() => imported(before, undefined, new Map([[second, null]])));
    expect(refusal.code).toBe('NOT_FOUND');
  });
});
