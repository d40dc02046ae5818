import { describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { rangeKey, targetKey, unitFamily } from '../../../projections/search/target-key.js';
import { cases } from '../../support/random/cases.js';

const digits = fc.stringMatching(/^\d{1,25}(\.\d{1,25})?$/);
const written = fc.constantFrom('', '%', '‰', '人', '万人', '元', '万元');
const Exact = Decimal.clone({ precision: 100 });

function scaled(value: string, unit: string): Decimal {
  const factor = { '%': '0.01', '‰': '0.001' }[unit] ?? (unit.startsWith('万') ? '10000' : '1');
  return new Exact(value).times(factor);
}

describe('the key of a target', () => {
  it('sorts like its value in the unit of its family, however it is written', () => {
    fc.assert(
      fc.property(digits, written, digits, written, (one, unit, other, second) => {
        const left = rangeKey(one, unit);
        const right = rangeKey(other, second);
        const order = left < right ? -1 : Number(left > right);
        expect(order).toBe(scaled(one, unit).comparedTo(scaled(other, second)));
      }),
      { numRuns: cases(500) },
    );
  });

  it.each([
    ['≥95%', '0.95', ''],
    ['1,200人', '0.12', '万人'],
    ['＞０', null, ''],
    ['月底前完成', null, ''],
    ['2024年', null, ''],
    ['', null, ''],
    [`${'9'.repeat(990)}万`, `${'9'.repeat(990)}0000`, ''],
  ])('of %j is that of its number alone', (text, value, unit) => {
    const expected = value === null ? null : { unit: unitFamily(unit), key: rangeKey(value, unit) };
    expect(targetKey(text)).toEqual(expected);
  });

  it('tells families apart', () => {
    expect(unitFamily('万人')).toBe('人');
    expect(targetKey('8人')?.unit).not.toBe(targetKey('8人次')?.unit);
    expect(targetKey('8')?.unit).toBe(targetKey('8%')?.unit);
  });
});
