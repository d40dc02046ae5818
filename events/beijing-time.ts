/** China has kept +08:00 without daylight saving since 1991, before any budget here. */
const offsetMs = 8 * 3_600_000;

/** An RFC 3339 time as a clock in Beijing shows it: `2024-03-01 09:30:00`. */
export function beijingClock(time: string): string {
  return new Date(Date.parse(time) + offsetMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** The day of the calendar in Beijing: `2024-03-01`. */
export function beijingDay(time: string): string {
  return beijingClock(time).slice(0, 10);
}

/** As Chinese messages say it. The zone is named, because a reader cannot know which one the server's clock keeps. */
export function beijingTime(time: string): string {
  return `${beijingClock(time)}（北京时间）`;
}
