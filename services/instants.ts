/** Dates and times as clients write them: read in one place, whichever way they come in. */

import { isCalendarDate } from '../events/calendar-date.js';

/** A moment to the nanosecond; the ledger's clock counts milliseconds. */
export interface Instant {
  /** Since the epoch, rounded down. */
  milliseconds: number;
  /** Behind the millisecond, 0 to 999,999. */
  nanoseconds: number;
}

/** Why a text is no date or no time, and what to write instead. */
export interface Unreadable {
  zh: string;
  en: string;
}

const form = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?([Zz]|[+-](\d{2}):(\d{2}))$/;

/** A time of RFC 3339 with its offset, which is never guessed, to the nanosecond. */
export function readInstant(text: string): Instant | Unreadable {
  const parts = form.exec(text);
  if (parts === null) return notOfTheForm;
  const [, date = '', hour, minute, second, fraction = '', offset = '', offsetHour = '00', offsetMinute = '00'] = parts;
  const day = readDate(date);
  if (typeof day !== 'string') return day;
  if (Number(hour) > 23) return hourTooLarge;
  if (second === '60') return leapSecond;
  if (Number(minute) > 59 || Number(second) > 59) return minuteOrSecondTooLarge;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return noSuchOffset;
  if (fraction.length > 9) return tooFine;
  const digits = fraction.padEnd(9, '0');
  return {
    milliseconds: Date.parse(`${date}T${hour}:${minute}:${second}.${digits.slice(0, 3)}${offset.toUpperCase()}`),
    nanoseconds: Number(digits.slice(3)),
  };
}

/** A day of the calendar, as it was given: `2024-03-01`. */
export function readDate(text: string): string | Unreadable {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return noDate;
  return isCalendarDate(text) ? text : noSuchDay(text);
}

/** Why it cannot be read; null: it can. */
export function faultIn(read: Instant | string | Unreadable): Unreadable | null {
  return typeof read === 'object' && 'zh' in read ? read : null;
}

/** Less than 0 if the one comes before the other. */
export function compareInstants(one: Instant, other: Instant): number {
  return one.milliseconds - other.milliseconds || one.nanoseconds - other.nanoseconds;
}

/** The last time that the ledger's clock can show: years of five digits would not sort behind it. */
const lastClock = Date.parse('9999-12-31T23:59:59.999Z');

/** What the ledger's clock shows before anything is recorded, where a time has to stand. */
export const clockBefore = '1970-01-01T00:00:00.000Z';

/** As the ledger's clock writes it: RFC 3339 in UTC with milliseconds. */
export function asClock(milliseconds: number): string {
  return new Date(Math.min(milliseconds, lastClock)).toISOString();
}

const notOfTheForm: Unreadable = {
  zh: '不是带时区的时间；请写成 2024-03-01T09:30:00+08:00。',
  en: 'is no time with an offset; write 2024-03-01T09:30:00+08:00.',
};

const hourTooLarge: Unreadable = {
  zh: '小时应为 00 到 23；一天的结束请写次日的 00:00:00。',
  en: 'has an hour outside 00 to 23; write the end of a day as 00:00:00 of the next.',
};

const leapSecond: Unreadable = {
  zh: '是闰秒，账本的时钟没有闰秒；请写它之前的 59 秒或之后的整分钟。',
  en: 'is a leap second, which the ledger’s clock does not have; write the second 59 before it, or the full minute after it.',
};

const minuteOrSecondTooLarge: Unreadable = {
  zh: '分和秒应为 00 到 59；请改正。',
  en: 'has a minute or a second outside 00 to 59; correct it.',
};

const noSuchOffset: Unreadable = {
  zh: '的时区偏移不存在；请写成 +08:00 这样，小时 00 到 23，分 00 到 59。',
  en: 'has an offset that there is not; write one like +08:00, hours 00 to 23, minutes 00 to 59.',
};

const tooFine: Unreadable = {
  zh: '的秒至多有 9 位小数；账本的时钟只到毫秒，请去掉多余的位数。',
  en: 'has more than 9 digits behind the second; the ledger’s clock counts milliseconds, leave the others out.',
};

const noDate: Unreadable = {
  zh: '不是日期；请写成 2024-03-01。',
  en: 'is no date; write 2024-03-01.',
};

function noSuchDay(date: string): Unreadable {
  return {
    zh: `中的 ${date} 不在日历上；请核对月和日。`,
    en: `names ${date}, which is in no calendar; check month and day.`,
  };
}
