import fc from 'fast-check';
import { expect, it } from '@jest/globals';
import { isCalendarDate } from '../../events/calendar-date.js';
import { cases } from '../support/random/cases.js';

const daysOf = (year: number) => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

it('a date is a day that its month has, written YYYY-MM-DD', () => {
  const number = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(number(9999), number(13), number(32), (year, month, day) => {
      const twoDigits = (value: number) => `${value}`.padStart(2, '0');
      const text = `${`${year}`.padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
      const days = daysOf(year)[month - 1] ?? 0;
      expect(isCalendarDate(text)).toBe(day >= 1 && day <= days);
    }),
    { numRuns: cases() },
  );
});

it.each(['2024-3-1', '2024/03/01', '20240301', ' 2024-03-01', '2024-03-01T00:00:00Z', '+12024-03-01', '', '今天'])(
  '%j is none',
  (text) => {
    expect(isCalendarDate(text)).toBe(false);
  },
);
