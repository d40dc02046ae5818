import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byPlace } from '../../../events/budget/budget.state.js';
import { rowsThatStay } from '../../../projections/rows-that-stay.js';
import { imported, tableOf } from '../../support/stories/imported-table.js';
import { anIndicator, project, table } from '../../support/stories/small-table.js';
import type { TableModel } from '../../support/stories/table-model.js';
import { cases } from '../../support/random/cases.js';

/** Length of the longest part of a list that goes up, by trying all parts. */
function longestRise(positions: readonly number[]): number {
  const parts = Array.from({ length: 2 ** positions.length }, (_, bits) =>
    positions.filter((_position, at) => (bits >> at) % 2 === 1),
  );
  const rising = parts.filter((part) => part.every((position, at) => at === 0 || (part[at - 1] ?? 0) < position));
  return Math.max(...rising.map(({ length }) => length));
}

type Tables = [TableModel, TableModel, TableModel];

const names = ['甲', '乙', '丙', '丁', '戊', '己', '庚'];
const reordered = fc.shuffledSubarray(names, { minLength: names.length });

describe('the order of rows', () => {
  it('keeps as many rows where they are as any choice could, and only rows that stand in order', () => {
    const positions = fc.uniqueArray(fc.nat({ max: 20 }), { maxLength: 9 });
    fc.assert(
      fc.property(positions, fc.array(fc.nat({ max: 9 }), { maxLength: 4 }), (known, places) => {
        const wanted: (number | null)[] = [...known];
        for (const at of places) wanted.splice(at, 0, null);
        const stay = [...rowsThatStay(wanted)].sort((a, b) => a - b).map((index) => wanted[index]);
        expect(stay).toEqual([...stay].sort((a, b) => Number(a) - Number(b)));
        expect(stay).not.toContain(null);
        expect(stay).toHaveLength(longestRise(known));
      }),
    );
  });

  it('of projects is made with as few moves as can be', () => {
    const rows = names.map((name) => project(name, ['1.00', null, null], { goal: name }));
    const { state } = imported(table({ 局: rows }));
    fc.assert(
      fc.property(reordered, (order) => {
        const wanted = table({ 局: order.flatMap((name) => rows.filter((row) => row.name === name)) });
        const { events, state: after } = imported(wanted, state);
        expect(tableOf(after)).toEqual(wanted);
        expect(new Set(events.map(({ type }) => type)).size).toBeLessThanOrEqual(1);
        expect(events).toHaveLength(names.length - longestRise(order.map((name) => names.indexOf(name))));
        expect(events.every(({ type }) => type === 'ProjectMoved')).toBe(true);
      }),
    );
  });

  it('of indicators is made with as few moves as can be', () => {
    const withOrder = (order: readonly string[]) =>
      table({
        局: [project('项目', ['1.00', null, null], { indicators: order.map((name) => ({ ...anIndicator, name })) })],
      });
    const { state } = imported(withOrder(names));
    fc.assert(
      fc.property(reordered, (order) => {
        const { events, state: after } = imported(withOrder(order), state);
        expect(tableOf(after)).toEqual(withOrder(order));
        expect(events).toHaveLength(names.length - longestRise(order.map((name) => names.indexOf(name))));
        expect(events.every(({ type }) => type === 'IndicatorMoved')).toBe(true);
      }),
    );
  });

  it('of projects that also come from other fund users, from none or back again is made with as few moves as can be', () => {
    const holders = ['一处', '二处', '三处'];
    const placed = fc.tuple(
      fc.shuffledSubarray(names, { minLength: 1 }),
      fc.array(fc.nat({ max: 2 }), { minLength: names.length, maxLength: names.length }),
    );
    /** Every project keeps its content, so that it is found again below whichever fund user it stands. */
    const printed = ([order, below]: readonly [string[], number[]]) =>
      table(
        Object.fromEntries(
          holders.map((holder, index) => [
            holder,
            order
              .filter((name) => below[names.indexOf(name)] === index)
              .map((name) => project(name, ['1.00', null, null], { goal: name })),
          ]),
        ),
      );
    const tables = fc
      .tuple(placed, placed, placed)
      .map(([one, two, three]) => [one, two, three].map(printed) as Tables);
    fc.assert(
      fc.property(tables, ([first, second, third]) => {
        const now = imported(second, imported(first).state).state;
        const { events, state: after, plan } = imported(third, now);
        fc.pre(plan.unmatched.length === 0);
        expect(tableOf(after)).toEqual(third);
        const places = [...now.projects.values()].sort(byPlace).map(({ id }) => id);
        const least = [...after.fundUsers.keys()].map((fundUserId) => {
          const group = [...after.projects.values()].filter((row) => row.fundUserId === fundUserId && !row.withdrawn);
          const known = group.sort(byPlace).flatMap(({ id }) => (places.includes(id) ? [places.indexOf(id)] : []));
          return known.length - longestRise(known);
        });
        const moves = events.filter(({ type }) => type === 'ProjectMoved');
        expect(moves).toHaveLength(least.reduce((sum, each) => sum + each, 0));
      }),
      { numRuns: cases(500) },
    );
  });

  it('is kept by rows that go to a new fund user behind a new row', () => {
    const rows = (...all: string[]) => all.map((name) => project(name, ['1.00', null, null], { goal: name }));
    const { state } = imported(table({ 一处: rows('甲', '乙', '丙') }));
    const wanted = table({ 一处: rows('甲'), 二处: rows('新项目', '乙', '丙') });
    const { events, state: after } = imported(wanted, state);
    expect(tableOf(after)).toEqual(wanted);
    expect(events.map(({ type }) => type)).toEqual([
      'DeclaredTotalsRevised',
      'FundUserAdded',
      'ProjectAssignedToFundUser',
      'ProjectAssignedToFundUser',
      'ProjectAdded',
    ]);
  });

  it('puts new rows between those that stay, which do not move', () => {
    const rows = ['甲', '新', '乙', '新二'].map((name) => project(name, ['1.00', null, null]));
    const { state } = imported(table({ 局: rows.filter((row) => !row.name.startsWith('新')) }));
    const { events, state: after } = imported(table({ 局: rows }), state);
    expect(tableOf(after)).toEqual(table({ 局: rows }));
    expect(events.map(({ type }) => type)).toEqual(['DeclaredTotalsRevised', 'ProjectAdded', 'ProjectAdded']);
  });
});
