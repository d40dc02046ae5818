import { Decimal } from 'decimal.js';
import { Refusal } from './refusal.js';

/**
 * An amount in 万元: decimal digits exactly as entered (`"64.70"` stays `"64.70"`), without thousands commas, never
 * negative. A blank cell is absent, not an amount; zero is a blank cell.
 */
export type Amount = string & { readonly __amount: unique symbol };

/** Differences must be exact, so precision is far beyond what amounts (22 digits) can reach. */
const Exact = Decimal.clone({ precision: 100, toExpNeg: -100, toExpPos: 100 });

const grouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/;
const plain = /^\d+(\.\d+)?$/;
const integerDigits = 16;
const fractionDigits = 6;

/**
 * Reads an amount as a person writes it: `64.70`, `21,926.04`. Zero in any spelling is a blank cell: null.
 * @throws Refusal INVALID_INPUT for anything else: signs, exponents, NaN, misplaced commas, more than 16 digits before
 *   or 6 after the point.
 */
export function parseAmount(text: string, path: string[] = []): Amount | null {
  if (text.length > 64 || !(plain.test(text) || grouped.test(text))) {
    const shown = JSON.stringify(text.slice(0, 40));
    throw new Refusal(
      'INVALID_INPUT',
      `金额${shown}不是有效的非负小数；请填写万元数，如“64.70”或“21,926.04”。`,
      `The amount ${shown} is not a non-negative decimal; give 万元 as in "64.70" or "21,926.04".`,
      { path },
    );
  }
  const digits = text.replaceAll(',', '');
  const [whole = '', fraction = ''] = digits.split('.');
  const significant = whole.replace(/^0+(?=\d)/, '');
  if (significant.length > integerDigits || fraction.length > fractionDigits) {
    throw new Refusal(
      'INVALID_INPUT',
      `金额“${digits}”超出范围：整数部分至多 ${integerDigits} 位，小数部分至多 ${fractionDigits} 位。`,
      `The amount "${digits}" is out of range: at most ${integerDigits} digits before and ${fractionDigits} after the point.`,
      { path },
    );
  }
  if (/^[0.]*$/.test(digits)) return null;
  return (fraction === '' ? significant : `${significant}.${fraction}`) as Amount;
}

/** The exact sum, with as many digits after the point as the amount that has most; `"0"` if all are blank. */
export function sumAmounts(amounts: Iterable<string | null | undefined>): string {
  let sum = exactly('0');
  let scale = 0;
  for (const amount of amounts) {
    if (amount === null || amount === undefined || amount === '0') continue;
    scale = Math.max(scale, scaleOf(amount));
    sum = sum.plus(exactly(amount));
  }
  return sum.toFixed(scale);
}

/** `after − before`, exactly; blank counts as 0. */
export function difference(before: string | null, after: string | null): string {
  const scale = Math.max(scaleOf(before ?? '0'), scaleOf(after ?? '0'));
  return exactly(after ?? '0')
    .minus(exactly(before ?? '0'))
    .toFixed(scale);
}

/** Negative, 0 or positive, as `left` is less than, equal to or greater than `right`; scale does not matter. */
export function compareAmounts(left: string, right: string): number {
  return exactly(left).comparedTo(exactly(right));
}

/** Amounts that were read: every save sums its table again, and reading them is most of what a sum costs. */
const read = new Map<string, Decimal>();

function exactly(amount: string): Decimal {
  const known = read.get(amount);
  if (known !== undefined) return known;
  const exact = new Exact(amount);
  if (read.size >= 20_000) read.clear();
  read.set(amount, exact);
  return exact;
}

function scaleOf(amount: string): number {
  const point = amount.indexOf('.');
  return point < 0 ? 0 : amount.length - point - 1;
}
