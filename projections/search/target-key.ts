import { boundOf, inBaseUnit } from '../../events/target-bound.js';

/** What a target is found by in a range: its unit's family, and a text that sorts like its value in that family's unit. */
export interface TargetKey {
  /** What all units of the family come to; empty: numbers without one, and %, ‰ of them. */
  unit: string;
  key: string;
}

/** null: the target is QUALITATIVE, so it is in no range. */
export function targetKey(text: string): TargetKey | null {
  const bound = boundOf(text);
  return bound && { unit: bound.unit, key: decimalKey(bound.value.toFixed()) };
}

/** The same of one end of a range. @param value plain digits; @param written a unit of targets, or none: the empty text */
export function rangeKey(value: string, written: string): string {
  return decimalKey(inBaseUnit(value, written).value.toFixed());
}

/** The unit that all units of the family come to. */
export function unitFamily(written: string): string {
  return inBaseUnit('0', written).unit;
}

/** Digits before the point by their number first, so that a longer one sorts behind; behind the point as they are. */
function decimalKey(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = whole.replace(/^0+/, '');
  return `${String(digits.length).padStart(4, '0')} ${digits}.${fraction.replace(/0+$/, '')}`;
}
