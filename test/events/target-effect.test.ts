import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TargetEffect } from '../../events/target-effect.js';
import { effectOf, targetDelta } from '../../events/target-effect.js';

describe('the change of a target', () => {
  it.each<[before: string, after: string, effect: TargetEffect, delta: string | null]>([
    ['≥90%', '≥85%', 'WEAKENED', '-5'],
    ['≥85%', '≥90%', 'STRENGTHENED', '5'],
    ['≥90', '>90', 'STRENGTHENED', '0'],
    ['>90', '≥90', 'WEAKENED', '0'],
    ['>90', '≥90.5', 'STRENGTHENED', '0.5'],
    ['≥90', '>89.9', 'WEAKENED', '-0.1'],
    ['≤18.3万', '≤18.5万', 'WEAKENED', '0.2'],
    ['≤18.5万', '≤18.3万', 'STRENGTHENED', '-0.2'],
    ['≤5天', '<5天', 'STRENGTHENED', '0'],
    ['<5天', '≤5天', 'WEAKENED', '0'],
    ['不低于90%', '大于等于95%', 'STRENGTHENED', '5'],
  ])('%s → %s is %s, by %s', (before, after, effect, delta) => {
    expect([effectOf(before, after), targetDelta(before, after)]).toEqual([effect, delta]);
  });

  it.each<[before: string, after: string, delta: string | null]>([
    ['90%', '0.9', '0'],
    ['0.9', '90%', '0'],
    ['≥90%', '>=90.0%', '0'],
    ['≥90%', '≥90％', '0'],
    ['=100%', '＝1', '0'],
    ['18.3万', '183000', '0'],
    ['≤1.5万元', '≤15,000元', '0'],
    ['2万人次', '20000人次', '0'],
  ])('%s → %s are other words for the same', (before, after, delta) => {
    expect([effectOf(before, after), targetDelta(before, after)]).toEqual(['REWRITTEN', delta]);
  });

  it.each<[before: string, after: string, delta: string | null]>([
    ['100%', '90%', '-10'],
    ['90%', '100%', '10'],
    ['3次', '5次', '2'],
    ['=90%', '=95%', '5'],
  ])('%s → %s, without a direction, is only a change, by %s', (before, after, delta) => {
    expect([effectOf(before, after), targetDelta(before, after)]).toEqual(['CHANGED', delta]);
  });

  it.each([
    ['90%', '=90%'],
    ['=90%', '90%'],
    ['90%', '≥90%'],
    ['≥90%', '90%'],
    ['≥90%', '≤90%'],
  ])('%s → %s, of another comparator, is only a change: none is not =', (before, after) => {
    expect([effectOf(before, after), targetDelta(before, after)]).toEqual(['CHANGED', '0']);
  });

  it.each([
    ['≥90次', '≥90人'],
    ['5元', '5'],
    ['≥90%', '90%以上'],
    ['长期', '中长期'],
    ['', '≥90%'],
    ['≥90%', ''],
    ['2024年', '2025年'],
  ])('%s → %s, words or units that cannot be compared, is only a change, by nothing', (before, after) => {
    expect([effectOf(before, after), targetDelta(before, after)]).toEqual(['CHANGED', null]);
  });

  it.each([
    ['90%', '0.95', '5'],
    ['0.9', '95%', '0.05'],
    ['18万元', '200000元', '2'],
    ['180000元', '20万元', '20000'],
    ['3万', '1', '-2.9999'],
  ])('%s → %s is measured in the unit that was written before: %s', (before, after, delta) => {
    expect(targetDelta(before, after)).toBe(delta);
  });

  it('of numbers as long as a cell can hold is still exact', () => {
    const nines = '9'.repeat(990);
    expect(effectOf(`≥${nines}1`, `≥${nines}2`)).toBe('STRENGTHENED');
    expect(targetDelta(`${nines}1%`, `${nines}2%`)).toBe('1');
    expect(targetDelta('0', `${nines}%`)).toBe(`${'9'.repeat(988)}.99`);
    expect(targetDelta(`0.${nines}`, `1${'0'.repeat(990)}`)).toBe(`${nines}.${'0'.repeat(989)}1`);
  });
});

describe('the effect of a target’s change', () => {
  const number = fc.nat({ max: 200 }).map((tenths) => `${tenths / 10}`);
  const unit = fc.constantFrom('', '%', '万', '万元', '元', '次');
  const sign = fc.constantFrom('≥', '>', '≤', '<', '=', '');
  const target = fc.tuple(sign, number, unit).map((parts) => parts.join(''));
  const opposite: Record<TargetEffect, TargetEffect> = {
    STRENGTHENED: 'WEAKENED',
    WEAKENED: 'STRENGTHENED',
    CHANGED: 'CHANGED',
    REWRITTEN: 'REWRITTEN',
  };

  it('is the opposite the other way round', () => {
    fc.assert(
      fc.property(target, target, (before, after) => {
        expect(effectOf(after, before)).toBe(opposite[effectOf(before, after)]);
      }),
    );
  });

  it('is one of strength exactly where one set of accepted numbers strictly contains the other', () => {
    const accepts: Record<string, (value: number, bound: number) => boolean> = {
      '≥': (value, bound) => value >= bound,
      '>': (value, bound) => value > bound,
      '≤': (value, bound) => value <= bound,
      '<': (value, bound) => value < bound,
    };
    const numbers = Array.from({ length: 500 }, (_, index) => index - 50);
    const accepted = (comparator: string, bound: number) =>
      new Set(numbers.filter((value) => accepts[comparator]?.(value, bound)));
    const directed = fc.tuple(fc.constantFrom('≥', '>', '≤', '<'), fc.nat({ max: 200 }));
    fc.assert(
      fc.property(directed, directed, ([sign1, bound1], [sign2, bound2]) => {
        // In halves of a whole, so that > n and ≥ n + 1 differ, as they do for numbers with a fraction.
        const from = accepted(sign1, bound1 * 2);
        const to = accepted(sign2, bound2 * 2);
        const contains = (outer: Set<number>, inner: Set<number>) => [...inner].every((value) => outer.has(value));
        const effect = effectOf(`${sign1}${bound1}`, `${sign2}${bound2}`);
        if (contains(from, to) && contains(to, from)) expect(effect).toBe('REWRITTEN');
        else if (contains(from, to)) expect(effect).toBe('STRENGTHENED');
        else if (contains(to, from)) expect(effect).toBe('WEAKENED');
        else expect(effect).toBe('CHANGED');
      }),
    );
  });

  it('is nothing but other words for a text that stays', () => {
    fc.assert(
      fc.property(target, (text) => {
        expect([effectOf(text, text), targetDelta(text, text)]).toEqual(['REWRITTEN', '0']);
      }),
    );
  });
});
