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
 * Reads an amount as a person writes it: `64.70`, `21,926.04`, also in full-width characters. Zero in any spelling is a
 * blank cell, and so is an empty one: null.
 * @throws Refusal INVALID_INPUT for anything else: negative amounts in any form that is printed, zeros in front,
 *   exponents, NaN, misplaced commas, more than 16 digits before or 6 after the point.
 */
export function parseAmount(text: string, argument: string[] = []): Amount | null {
  if (isEmptyCell(text)) return null;
  const amount = inHalfWidth(text);
  if (text.length > 64 || !isUnsigned(amount)) throw notAnAmount(text, argument);
  const digits = amount.replaceAll(',', '');
  if (/^[0.]*$/.test(digits)) return null;
  const [whole = '', fraction = ''] = digits.split('.');
  if (/^0\d/.test(whole)) throw zerosInFront(text, digits.replace(/^0+(?=\d)/, ''), argument);
  if (whole.length > integerDigits || fraction.length > fractionDigits) {
    throw new Refusal(
      'INVALID_INPUT',
      `金额“${digits}”超出范围：整数部分至多 ${integerDigits} 位，小数部分至多 ${fractionDigits} 位。`,
      `The amount "${digits}" is out of range: at most ${integerDigits} digits before and ${fractionDigits} after the point.`,
      { argument },
    );
  }
  return digits as Amount;
}

/**
 * An amount that bounds others. Zero is kept: it means that no money may be there. An empty text is refused, because a
 * bound of nothing would have to be guessed.
 * @throws Refusal INVALID_INPUT, also for whatever `parseAmount` refuses
 */
export function parseBound(text: string, argument: string[] = []): Amount {
  if (isEmptyCell(text)) throw notAnAmount(text, argument);
  return parseAmount(text, argument) ?? ('0' as Amount);
}

/** Whether nothing is printed in the cell; a wide space is what a table's author fills an empty one with. */
function isEmptyCell(text: string): boolean {
  return /^\s*$/.test(text);
}

/** Full-width digits, commas and points are the same characters, only printed wider. */
function inHalfWidth(text: string): string {
  return text.replace(/[０-９，．]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

function isUnsigned(amount: string): boolean {
  return plain.test(amount) || grouped.test(amount);
}

/** Forms in which a negative amount is printed: brackets, a triangle, and every character that looks like a minus. */
const minus = '[-\u2010-\u2015\u2212\u207B\u2796\uFE58\uFE63\uFF0D]';
const negativeForms = [
  { form: /^[(（](.+)[)）]$/, zh: '括号', en: 'brackets' },
  { form: /^[△▲▵▴∆Δ](.+)$/, zh: '三角号', en: 'a triangle' },
  { form: new RegExp(`^${minus}(.+)$`), zh: '负号', en: 'a minus' },
  { form: new RegExp(`^(.+)${minus}$`), zh: '后置负号', en: 'a minus behind it' },
];

function notAnAmount(text: string, argument: string[]): Refusal {
  const shown = text.slice(0, 40);
  for (const { form, zh, en } of negativeForms) {
    const digits = form.exec(text)?.[1]?.trim() ?? '';
    if (!isUnsigned(inHalfWidth(digits))) continue;
    return new Refusal(
      'INVALID_INPUT',
      `金额“${shown}”是负数（以${zh}表示）；预算表中的金额不能为负，如为调减，请填写调减后的金额。`,
      `The amount "${shown}" is negative (written with ${en}); amounts of a budget are not. If it is a reduction, give the amount that is left.`,
      { argument },
    );
  }
  const quoted = JSON.stringify(shown);
  return new Refusal(
    'INVALID_INPUT',
    `金额${quoted}不是有效的非负小数；请填写万元数，如“64.70”或“21,926.04”。`,
    `The amount ${quoted} is not a non-negative decimal; give 万元 as in "64.70" or "21,926.04".`,
    { argument },
  );
}

/** Digits may be missing before the zeros, so they are not cut off in silence. */
function zerosInFront(text: string, without: string, argument: string[]): Refusal {
  return new Refusal(
    'INVALID_INPUT',
    `金额“${text}”以多余的 0 开头，可能漏了数字；如无误，请填写“${without}”。`,
    `The amount "${text}" begins with zeros, so digits may be missing; if it is right, give "${without}".`,
    { argument },
  );
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

/**
 * By how many percent `after` is more than `before`, or less where it is negative, rounded to two digits behind the point.
 * From zero to zero it is 0; null: from zero to something, which no percentage says.
 */
export function growthPercent(before: string, after: string): string | null {
  const was = exactly(before);
  const grown = exactly(after).minus(was);
  if (was.isZero()) return grown.isZero() ? '0.00' : null;
  return grown.times(100).dividedBy(was).toFixed(2, Decimal.ROUND_HALF_UP);
}

/**
 * Negative, 0 or positive, as that growth is below, at or above a percentage: exactly, by multiplying. From zero to
 * something is above every percentage.
 */
export function compareGrowth(before: string, after: string, percent: string): number {
  const was = exactly(before);
  const grown = exactly(after).minus(was);
  if (was.isZero()) return grown.isZero() ? exactly('0').comparedTo(exactly(percent)) : 1;
  return grown.times(100).comparedTo(was.times(exactly(percent)));
}

/** Whether two cells hold the same money: `7` and `7.00` do, and blank is zero. */
export function isSameAmount(left: string | null, right: string | null): boolean {
  return left === right || compareAmounts(left ?? '0', right ?? '0') === 0;
}

/** A text that two amounts have in common exactly if they are the same money. */
export function moneyKey(amount: string | null): string {
  return exactly(amount ?? '0').toString();
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
