import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareAmounts, difference, isSameAmount, parseAmount, parseBound, sumAmounts } from '../../events/money.js';
import { refusalOf } from '../support/given-when-then/decider-spec.js';

/** Amounts of any size and scale; as a whole number of millionths they have an exact oracle. */
const anyAmount = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 16n - 1n }), fc.stringMatching(/^(\.[0-9]{1,6})?$/))
  .map(([whole, fraction]) => `${whole}${fraction}`);
const millionths = (amount: string): bigint => {
  const [whole = '', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
};
const scaleOf = (amount: string): number => (amount.split('.')[1] ?? '').length;
const signed = (amount: string): bigint => (amount.startsWith('-') ? -millionths(amount.slice(1)) : millionths(amount));

describe('an amount', () => {
  it.each([
    ['64.70', '64.70'],
    ['21,926.04', '21926.04'],
    ['1,234,567', '1234567'],
    ['0.000001', '0.000001'],
    ['0.5', '0.5'],
    ['9999999999999999.999999', '9999999999999999.999999'],
    ['１２．５０', '12.50'],
    ['1，234.56', '1234.56'],
    ['２１，９２６．０４', '21926.04'],
  ])('%j is read as %j', (text, amount) => {
    expect(parseAmount(text)).toBe(amount);
  });

  it.each(['0', '0.00', '000', '0,000', '0.000000', '０．００', '', ' ', '\u3000', '\u3000\u3000'])(
    '%j is a blank cell',
    (text) => {
      expect(parseAmount(text)).toBeNull();
    },
  );

  it.each([
    ' 1',
    '\u30001',
    '1 ',
    '1\n',
    '+1',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    'null',
    '.5',
    '5.',
    '1.2.3',
    '1,23',
    '1234,567',
    ',123',
    '1,,234',
    '1,234,56',
    '1.234,567',
    '1，23',
    '１２．',
    '一百',
    '12万',
    '12元',
    '￥12',
    '1_000',
    "1'000",
    '1 000',
    '--',
    '—',
    '()',
    '（一百）',
    '△',
    '1'.repeat(65),
  ])('%j is none', (text) => {
    const { code, argument } = refusalOf(() => parseAmount(text, ['funding', 'other']));
    expect({ code, argument }).toEqual({ code: 'INVALID_INPUT', argument: ['funding', 'other'] });
  });

  it.each([
    ['(1,234.56)', '括号'],
    ['（1,234.56）', '括号'],
    ['（１２．５０）', '括号'],
    ['△12.00', '三角号'],
    ['▲12.00', '三角号'],
    ['-1', '负号'],
    ['-0', '负号'],
    ['−5.00', '负号'],
    ['\u20115.00', '负号'],
    ['－5.00', '负号'],
    ['—5.00', '负号'],
    ['- 5.00', '负号'],
    ['5.00-', '后置负号'],
  ])('%j is refused as negative, by the form in which it is printed: %s', (text, form) => {
    const { code, message, messageEn, argument } = refusalOf(() => parseAmount(text, ['funding', 'other']));
    expect({ code, argument }).toEqual({ code: 'INVALID_INPUT', argument: ['funding', 'other'] });
    expect(message).toBe(
      `金额“${text}”是负数（以${form}表示）；预算表中的金额不能为负，如为调减，请填写调减后的金额。`,
    );
    expect(messageEn).toContain('is negative (written with ');
  });

  it.each([
    ['007.10', '7.10'],
    ['007', '7'],
    ['00.5', '0.5'],
    ['0,012.50', '12.50'],
    ['００７', '7'],
  ])('%j is refused, and %j offered, because digits may be missing in front', (text, offered) => {
    expect(refusalOf(() => parseAmount(text)).message).toBe(
      `金额“${text}”以多余的 0 开头，可能漏了数字；如无误，请填写“${offered}”。`,
    );
  });

  it.each(['10000000000000000', '0.0000001', '1.0000000', '1,000,000,000,000,000,0'])('%j is out of range', (text) => {
    expect(refusalOf(() => parseAmount(text)).code).toBe('INVALID_INPUT');
  });

  it('keeps its scale, and read again stays the same', () => {
    fc.assert(
      fc.property(anyAmount, (text) => {
        const amount = parseAmount(text);
        if (amount === null) expect(millionths(text)).toBe(0n);
        else expect([amount, parseAmount(amount)]).toEqual([text, text]);
      }),
    );
  });

  it('with thousands commas is the amount without', () => {
    fc.assert(
      fc.property(anyAmount, (text) => {
        const [whole = '', fraction] = text.split('.');
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
        expect(parseAmount(fraction === undefined ? grouped : `${grouped}.${fraction}`)).toBe(parseAmount(text));
      }),
    );
  });
});

describe('a bound of amounts', () => {
  it('is the amount, and zero where zero is given', () => {
    expect([parseBound('1，234.50'), parseBound('0.00')]).toEqual(['1234.50', '0']);
  });

  it.each(['', '\u3000'])('is none where %j is given', (text) => {
    expect(refusalOf(() => parseBound(text, ['total']))).toMatchObject({ code: 'INVALID_INPUT', argument: ['total'] });
  });
});

describe('a sum of amounts', () => {
  it('is exact, to the largest scale that was entered', () => {
    fc.assert(
      fc.property(fc.array(fc.option(anyAmount), { minLength: 1, maxLength: 50 }), (amounts) => {
        const entered = amounts.filter((amount) => amount !== null);
        const sum = sumAmounts(amounts);
        expect(millionths(sum)).toBe(entered.reduce((total, amount) => total + millionths(amount), 0n));
        expect(scaleOf(sum)).toBe(Math.max(0, ...entered.map(scaleOf)));
      }),
    );
  });

  it('stays exact over a million of the largest rows', () => {
    const rows = (function* () {
      for (let row = 0; row < 1_000_000; row += 1) yield '9999999999999999.999999';
    })();
    expect(sumAmounts(rows)).toBe('9999999999999999999999.000000');
  });

  it.each([
    [[], '0'],
    [[null, undefined], '0'],
    [['0.1', '0.2'], '0.3'],
    [['64.70', '0.30'], '65.00'],
    [['1', null, '2.50'], '3.50'],
  ])('of %j is %j', (amounts, sum) => {
    expect(sumAmounts(amounts)).toBe(sum);
  });
});

describe('the difference of two amounts', () => {
  it('is exact, and what the one has to grow by to be the other', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, (before, after) => {
        const change = difference(before, after);
        expect(signed(change)).toBe(millionths(after) - millionths(before));
        expect(scaleOf(change)).toBe(Math.max(scaleOf(before), scaleOf(after)));
      }),
    );
  });

  it.each([
    [null, '64.70', '64.70'],
    ['64.70', null, '-64.70'],
    [null, null, '0'],
    ['64.70', '64.7', '0.00'],
    ['100', '90', '-10'],
  ])('from %j to %j is %j', (before, after, change) => {
    expect(difference(before, after)).toBe(change);
  });
});

describe('the order of amounts', () => {
  it('is that of the numbers, whatever their scale', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, (left, right) => {
        const a = millionths(left);
        const b = millionths(right);
        expect(Math.sign(compareAmounts(left, right))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
    expect(compareAmounts('64.70', '64.7')).toBe(0);
  });
});

describe('two cells', () => {
  it('hold the same money where the numbers are equal, however they are written, and blank is zero', () => {
    const cell = fc.option(fc.constantFrom('7', '7.0', '7.00', '7.000000', '0', '0.00', '7.01', '70'));
    const worth = (amount: string | null) => millionths(amount ?? '0');
    fc.assert(
      fc.property(cell, cell, (left, right) => {
        expect(isSameAmount(left, right)).toBe(worth(left) === worth(right));
      }),
    );
  });
});
