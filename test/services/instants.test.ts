import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Instant } from '../../services/instants.js';
import { asClock, compareInstants, faultIn, readDate, readInstant } from '../../services/instants.js';
import { cases } from '../support/random/cases.js';

const two = (number: number) => String(number).padStart(2, '0');

describe('a time', () => {
  it('is read to the nanosecond, in whatever offset it is written', () => {
    const moment = fc.date({ min: new Date('1000-01-01'), max: new Date('9998-12-31'), noInvalidDate: true });
    const offset = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 });
    const written = fc.tuple(moment, offset, fc.nat({ max: 999_999 }), fc.constantFrom('T', 't'));
    fc.assert(
      fc.property(written, ([date, minutes, nanoseconds, t]) => {
        const local = new Date(date.getTime() + minutes * 60_000).toISOString().replace('Z', '').replace('T', t);
        const zone = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
        const fraction = String(nanoseconds).padStart(6, '0');
        const expected = { milliseconds: date.getTime(), nanoseconds };
        expect(readInstant(`${local}${fraction}${zone}`)).toEqual(expected);
      }),
      { numRuns: cases() },
    );
  });

  it.each([
    ['2024-03-01T09:30:00', '不是带时区的时间'],
    ['2024-03-01 09:30:00Z', '不是带时区的时间'],
    ['2024-03-01T09:30Z', '不是带时区的时间'],
    ['2024-02-30T09:30:00Z', '2024-02-30 不在日历上'],
    ['2023-02-29T00:00:00+08:00', '2023-02-29 不在日历上'],
    ['2024-03-01T24:00:00Z', '次日的 00:00:00'],
    ['2024-03-01T23:59:60Z', '闰秒'],
    ['2016-12-31T23:59:60Z', '闰秒'],
    ['2024-03-01T23:60:00Z', '分和秒'],
    ['2024-03-01T23:59:61Z', '分和秒'],
    ['2024-03-01T09:30:00+24:00', '时区偏移'],
    ['2024-03-01T09:30:00+08:60', '时区偏移'],
    ['2024-03-01T09:30:00.1234567890Z', '9 位小数'],
    ['', '不是带时区的时间'],
  ])('%j is refused with the true reason', (text, reason) => {
    const fault = faultIn(readInstant(text));
    expect(fault?.zh).toContain(reason);
    expect(fault?.en).toMatch(/^(is|has|names) .*\.$/);
  });

  it('comes before another by its nanoseconds, where the milliseconds are the same', () => {
    const [one, other] = ['.0001', '.0009'].map(
      (fraction) => readInstant(`2024-03-01T00:00:00${fraction}Z`) as Instant,
    );
    expect(one && other && compareInstants(one, other)).toBeLessThan(0);
  });

  it('at the end of the calendar is not written with a year of five digits, which would sort before all others', () => {
    const { milliseconds } = readInstant('9999-12-31T23:59:59-08:00') as Instant;
    expect(asClock(milliseconds)).toBe('9999-12-31T23:59:59.999Z');
  });
});

describe('a date', () => {
  it('is one of the calendar, or refused with what is wrong', () => {
    expect(readDate('2024-02-29')).toBe('2024-02-29');
    expect(faultIn(readDate('2023-02-29'))?.zh).toContain('不在日历上');
    expect(faultIn(readDate('2024-13-01'))?.zh).toContain('不在日历上');
    expect(faultIn(readDate('2024/03/01'))?.zh).toContain('不是日期');
  });
});
