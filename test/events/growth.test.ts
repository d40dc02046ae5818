import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareGrowth, growthPercent } from '../../events/money.js';

/** Amounts as whole numbers of millionths, in which they have an exact oracle. */
const anyAmount = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 16n - 1n }), fc.stringMatching(/^(\.[0-9]{1,6})?$/))
  .map(([whole, fraction]) => `${whole}${fraction}`);
const millionths = (amount: string): bigint => {
  const [whole = '', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
};

describe('growth in percent', () => {
  it.each([
    ['100', '120', '20.00'],
    ['3', '4', '33.33'],
    ['3', '2', '-33.33'],
    ['80000', '80004', '0.01'],
    ['80000', '79996', '-0.01'],
    ['64.70', '64.7', '0.00'],
    ['64.70', '0', '-100.00'],
    ['0', '0', '0.00'],
    ['0', '1', null],
  ])('from %s to %s is %j', (before, after, percent) => {
    expect(growthPercent(before, after)).toBe(percent);
  });

  it('is compared by whole numbers multiplied out, however little two differ by', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, fc.integer({ min: -200, max: 2_000 }), (before, after, percent) => {
        const grown = (millionths(after) - millionths(before)) * 100n;
        const bound = millionths(before) * BigInt(percent);
        fc.pre(millionths(before) > 0n);
        const expected = grown < bound ? -1 : Number(grown > bound);
        expect(Math.sign(compareGrowth(before, after, String(percent)))).toBe(expected);
      }),
    );
    expect(compareGrowth('9999999999999999.999999', '11999999999999999.999999', '20')).toBe(1);
    expect([compareGrowth('0', '0.01', '99999'), compareGrowth('0', '0', '0')]).toEqual([1, 0]);
  });
});
