import { describe, expect, it } from '@jest/globals';
import { idOf, imported, planned } from '../../support/stories/imported-table.js';
import { refusalOf } from '../../support/stories/published-sample.js';
import { anIndicator, project, table } from '../../support/stories/small-table.js';

const row = (name: string, amount: string, more = {}) => project(name, [amount, null, null], { goal: name, ...more });
const effect = { level2: '22', name: '效益', cycleTarget: '是', annualTarget: '是' };
const before = table({
  一局: [row('甲', '1.00'), row('乙', '2.00', { indicators: [anIndicator, effect] })],
  二局: [row('丙', '4.00')],
});
const { state } = imported(before);
const unit2 = idOf(state, '二局');
const second = idOf(state, '乙');
const indicator = idOf(state, '效益');

/** 乙 with another name, amount and goal: no part of it tells that it is the same row. */
const other = row('丁', '3.00');
const changed = table({ 一局: [row('甲', '1.00'), other], 二局: [row('丙', '4.00')] });

const typesOf = (events: readonly { type: string }[]) => events.map(({ type }) => type);

describe('rows without a certain partner', () => {
  it('are listed on both sides, each with all that it could be', () => {
    const { unmatched } = planned(changed, state);
    expect(unmatched).toEqual([
      { entityKind: 'PROJECT', entityName: '乙', entityId: second, key: null, line: null, candidates: ['project:1.2'] },
      { entityKind: 'PROJECT', entityName: '丁', entityId: null, key: 'project:1.2', line: 4, candidates: [second] },
    ]);
  });

  it('are neither guessed nor withdrawn nor added', () => {
    const { events, state: after } = imported(changed, state);
    expect(typesOf(events)).toEqual(['DeclaredTotalsRevised']);
    expect(after.projects.get(second)).toEqual(state.projects.get(second));
  });

  it('are all rows that could be renamed to one and the same, or one to several', () => {
    const alike = table({ 局: [row('一', '1.00', { goal: '' }), row('二', '1.00', { goal: '' })] });
    const base = imported(alike).state;
    const renamed = table({
      局: [row('一', '1.00', { goal: '' }), row('三', '1.00', { goal: '' }), row('四', '1.00', { goal: '' })],
    });
    const { unmatched } = planned(renamed, base);
    expect(unmatched.map(({ entityName, candidates }) => [entityName, candidates])).toEqual([
      ['二', ['project:1.2', 'project:1.3']],
      ['三', [idOf(base, '二')]],
      ['四', [idOf(base, '二')]],
    ]);
  });

  it('are fund users and indicators, too', () => {
    const fundUsers = table({ 一局: before.fundUsers[0]?.projects ?? [], 三局: [row('丙', '5.00')] });
    expect(planned(fundUsers, state).unmatched).toEqual([
      {
        entityKind: 'FUND_USER',
        entityName: '二局',
        entityId: unit2,
        key: null,
        line: null,
        candidates: ['fundUser:2'],
      },
      { entityKind: 'FUND_USER', entityName: '三局', entityId: null, key: 'fundUser:2', line: 7, candidates: [unit2] },
    ]);
    const indicators = [anIndicator, { level2: '21', name: '收入', cycleTarget: '≥1', annualTarget: '≥2' }];
    const changedOne = table({
      一局: [row('甲', '1.00'), row('乙', '2.00', { indicators })],
      二局: [row('丙', '4.00')],
    });
    expect(planned(changedOne, state).unmatched).toEqual([
      {
        entityKind: 'INDICATOR',
        entityName: '效益',
        entityId: indicator,
        key: null,
        line: null,
        candidates: ['indicator:1.2.2'],
      },
      {
        entityKind: 'INDICATOR',
        entityName: '收入',
        entityId: null,
        key: 'indicator:1.2.2',
        line: 6,
        candidates: [indicator],
      },
    ]);
  });

  it('do not keep the rest from being decided, also where their fund user is gone from the table', () => {
    const without = table({
      一局: [
        row('甲', '7.00', { goal: '' }),
        row('戊', '8.00'),
        row('乙', '2.00', { indicators: [anIndicator, effect] }),
      ],
    });
    const { plan, events } = imported(without, state);
    expect(plan.unmatched.map(({ entityName }) => entityName)).toEqual(['丙', '戊']);
    expect(typesOf(events)).toContain('ProjectFundingRevised');
    expect(typesOf(events)).not.toContain('FundUserWithdrawn');
  });
});

describe('a table with two rows of one name', () => {
  const twice = table({ 一局: [row('甲', '1.00'), row('乙', '2.00'), row('乙', '3.00')], 二局: [row('丙', '4.00')] });

  it('is refused into an empty budget', () => {
    expect(refusalOf(() => imported(twice)).code).toBe('DUPLICATE_NAME');
  });

  it('is refused over a budget that has the row, and never makes two rows one', () => {
    expect(refusalOf(() => imported(twice, state)).code).toBe('DUPLICATE_NAME');
  });

  it('is refused over a budget that withdrew the row', () => {
    const without = imported(table({ 一局: [row('甲', '1.00')], 二局: [row('丙', '4.00')] }), state).state;
    expect(refusalOf(() => imported(twice, without)).code).toBe('DUPLICATE_NAME');
  });
});
