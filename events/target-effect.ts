import { Decimal } from 'decimal.js';
import { readTarget } from './target.js';

/**
 * What a target's change means. STRENGTHENED / WEAKENED: one set of accepted values strictly contains the other.
 * REWRITTEN: another text with the same reading. CHANGED: everything that arithmetic cannot judge.
 */
export type TargetEffect = 'STRENGTHENED' | 'WEAKENED' | 'CHANGED' | 'REWRITTEN';

/**
 * Deltas are exact: a target has at most 1,000 digits, so two of them never need as many as this on either side of the
 * point.
 */
const Exact = Decimal.clone({ precision: 2_200, toExpNeg: -2_200, toExpPos: 2_200 });

interface Bound {
  comparator: 'GE' | 'LE' | 'GT' | 'LT' | 'EQ' | null;
  /** In `unit`s. */
  value: Decimal;
  /** After % = 1/100 and 万X = 10⁴ X. */
  unit: string;
  /** How many `unit`s the written unit is. */
  factor: Decimal;
}

export function effectOf(before: string, after: string): TargetEffect {
  const from = boundOf(before);
  const to = boundOf(after);
  if (from === null || to === null || from.unit !== to.unit) return 'CHANGED';
  const order = to.value.comparedTo(from.value);
  if (order === 0 && from.comparator === to.comparator) return 'REWRITTEN';
  const direction = directionOf(from);
  const other = directionOf(to);
  if (direction === 0 || direction !== other) return 'CHANGED';
  const tighter = order === 0 ? strictness(to) - strictness(from) : order * direction;
  return tighter > 0 ? 'STRENGTHENED' : 'WEAKENED';
}

/** `after − before` in the unit that `before` is written in; null unless both are numbers in comparable units. */
export function targetDelta(before: string, after: string): string | null {
  const from = boundOf(before);
  const to = boundOf(after);
  if (from === null || to === null || from.unit !== to.unit) return null;
  return to.value.minus(from.value).dividedBy(from.factor).toFixed();
}

function boundOf(text: string): Bound | null {
  const reading = readTarget(text);
  if (reading.kind === 'QUALITATIVE') return null;
  const { unit, factor } = baseUnit(reading.unit ?? '');
  return { comparator: reading.comparator, value: new Exact(reading.value).times(factor), unit, factor };
}

function baseUnit(written: string): { unit: string; factor: Decimal } {
  if (written === '%' || written === '％') return { unit: '', factor: new Exact('0.01') };
  if (written === '‰') return { unit: '', factor: new Exact('0.001') };
  if (written.startsWith('万')) return { unit: written.slice(1), factor: new Exact(10_000) };
  return { unit: written, factor: new Exact(1) };
}

/** 1: at least; −1: at most; 0: neither, so that no set contains another by direction. */
function directionOf({ comparator }: Bound): 1 | -1 | 0 {
  switch (comparator) {
    case 'GE':
    case 'GT':
      return 1;
    case 'LE':
    case 'LT':
      return -1;
    case 'EQ':
    case null:
      return 0;
    default: {
      const unknown: never = comparator;
      throw new TypeError(`unknown comparator ${String(unknown)}`);
    }
  }
}

function strictness({ comparator }: Bound): number {
  return comparator === 'GT' || comparator === 'LT' ? 1 : 0;
}
