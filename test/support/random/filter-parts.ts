/** What filters of every list are made of. */
import fc from 'fast-check';
import { budgetsOfHistories } from './history.js';

export const units = some(fc.constantFrom(...budgetsOfHistories.map(({ unitKey }) => unitKey), '无此单位'));
export const fiscalYears = some(fc.constantFrom(...budgetsOfHistories.map((budget) => budget.fiscalYear), 1999));
export const exact = fc.boolean();

/** One value or two, which may be the same. */
export function some<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> {
  return fc.array(value, { minLength: 1, maxLength: 2 });
}

/** Each member is there now and then, a few of them at once. */
export function sparse<T>(
  members: { [Key in keyof T]-?: fc.Arbitrary<NonNullable<T[Key]>> },
  most = 2,
): fc.Arbitrary<T> {
  const names = Object.keys(members) as (keyof T & string)[];
  const some = fc.subarray(names, { maxLength: most });
  return fc.tuple(fc.record(members as Record<string, fc.Arbitrary<unknown>>), some).map(([all, kept]) => {
    // Where a text is looked for says nothing without one.
    const asked = kept.filter((name) => name !== 'textIn' || kept.includes('text' as typeof name));
    return Object.fromEntries(asked.map((name) => [name, all[name]])) as T;
  });
}

/** One of them, or of nothing. */
export function oneOf(ids: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...ids, 'no-such-id');
}
