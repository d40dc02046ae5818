import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { staying } from '../../../projections/staying.js';
import { imported, tableOf } from '../../support/stories/imported-table.js';
import { anIndicator, project, table } from '../../support/stories/small-table.js';

/** Length of the longest part of a list that goes up, by trying all parts. */
function longestRise(positions: readonly number[]): number {
  const parts = Array.from({ length: 2 ** positions.length }, (_, bits) =>
    positions.filter((_position, at) => (bits >> at) % 2 === 1),
  );
  const rising = parts.filter((part) => part.every((position, at) => at === 0 || (part[at - 1] ?? 0) < position));
  return Math.max(...rising.map(({ length }) => length));
}

const names = ['甲', '乙', '丙', '丁', '戊', '己', '庚'];
const reordered = fc.shuffledSubarray(names, { minLength: names.length });

describe('the order of rows', () => {
  it('keeps as many rows where they are as any choice could, and only rows that stand in order', () => {
    const positions = fc.uniqueArray(fc.nat({ max: 20 }), { maxLength: 9 });
    fc.assert(
      fc.property(positions, fc.array(fc.nat({ max: 9 }), { maxLength: 4 }), (known, places) => {
        const wanted: (number | null)[] = [...known];
        for (const at of places) wanted.splice(at, 0, null);
        const stay = [...staying(wanted)].sort((a, b) => a - b).map((index) => wanted[index]);
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

  it('puts new rows between those that stay, which do not move', () => {
    const rows = ['甲', '新', '乙', '新二'].map((name) => project(name, ['1.00', null, null]));
    const { state } = imported(table({ 局: rows.filter((row) => !row.name.startsWith('新')) }));
    const { events, state: after } = imported(table({ 局: rows }), state);
    expect(tableOf(after)).toEqual(table({ 局: rows }));
    expect(events.map(({ type }) => type)).toEqual(['DeclaredTotalsRevised', 'ProjectAdded', 'ProjectAdded']);
  });
});
