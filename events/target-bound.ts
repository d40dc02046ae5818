import { Decimal } from 'decimal.js';
import type { Comparator } from './target.js';
import { readTarget } from './target.js';

/**
 * Exact for whatever is made of targets: one has at most 1,000 digits, so two of them never need as many as this on either
 * side of the point.
 */
const Exact = Decimal.clone({ precision: 2_200, toExpNeg: -2_200, toExpPos: 2_200 });

/** A target that is a number, in the unit that all units of its family come to: % = 1/100 and 万X = 10⁴ X. */
export interface TargetBound {
  /** null: none was written, which is not EQ. */
  comparator: Comparator | null;
  /** In `unit`s. */
  value: Decimal;
  /** Empty: a number without one. */
  unit: string;
  /** How many `unit`s the written unit is. */
  factor: Decimal;
}

/** null: QUALITATIVE. */
export function boundOf(text: string): TargetBound | null {
  const reading = readTarget(text);
  if (reading.kind === 'QUALITATIVE') return null;
  return { comparator: reading.comparator, ...inBaseUnit(reading.value, reading.measure ?? '') };
}

/** @param value plain digits; @param written a unit of targets, or none: the empty text */
export function inBaseUnit(value: string, written: string): Omit<TargetBound, 'comparator'> {
  const { unit, factor } = baseUnit(written);
  return { value: new Exact(value).times(factor), unit, factor };
}

function baseUnit(written: string): { unit: string; factor: Decimal } {
  if (written === '%' || written === '％') return { unit: '', factor: new Exact('0.01') };
  if (written === '‰') return { unit: '', factor: new Exact('0.001') };
  if (written.startsWith('万')) return { unit: written.slice(1), factor: new Exact(10_000) };
  return { unit: written, factor: new Exact(1) };
}
