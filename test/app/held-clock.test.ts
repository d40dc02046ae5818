import { describe, expect, it } from '@jest/globals';
import { holdClock } from '../../src/app/held-clock.js';

const start = Date.parse('2024-06-01T00:00:00.000Z');
const minute = 60_000;
const day = 24 * 60 * minute;
const at = (ms: number) => new Date(ms).toISOString();

/** A machine whose clock can be set, and that can sleep. */
function machine() {
  let wall = start;
  let boot = 5 * day;
  return {
    wall: () => wall,
    sinceBoot: () => boot,
    passes(ms: number) {
      wall += ms;
      boot += ms;
    },
    set: (ms: number) => void (wall += ms),
  };
}

describe('a clock that saves are stamped by', () => {
  it.each([
    ['nothing is recorded', '', null],
    ['the ledger was written just now', at(start), null],
    ['it was written 89 days ago', at(start - 89 * day), null],
    ['its clock is 4 minutes ahead', at(start + 4 * minute), null],
    ['it was written 91 days ago', at(start - 91 * day), 'AHEAD'],
    ['its clock is 6 minutes ahead', at(start + 6 * minute), 'BEHIND'],
  ])('is trusted at a start or not, where %s', (_, ledger, kind) => {
    const clock = holdClock({ ...machine(), ledger });
    expect(clock.leap()?.kind ?? null).toBe(kind);
    if (kind === null) return expect(clock.now()).toBe(at(start));
    let refusal: unknown;
    try {
      clock.now();
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: 'CLOCK_LEAPT' });
    for (const said of [(refusal as Error).message, (refusal as { messageEn: string }).messageEn])
      for (const time of [at(start), ledger]) expect(said).toContain(time);
  });

  it.each([6 * minute, -6 * minute, 400 * day])(
    'is no more trusted once it was set by %d ms, until it is right again',
    (leap) => {
      const own = machine();
      const clock = holdClock({ ...own, ledger: at(start) });
      own.passes(3 * day);
      expect(clock.now()).toBe(at(start + 3 * day));
      own.set(leap);
      expect(clock.leap()).toEqual({
        kind: 'LEAPT',
        machine: at(start + 3 * day + leap),
        against: at(start + 3 * day),
      });
      own.passes(minute);
      expect(clock.leap()?.kind).toBe('LEAPT');
      own.set(-leap);
      expect(clock.now()).toBe(at(start + 3 * day + minute));
    },
  );

  it('is trusted though the process runs for years without a save, and though it is kept by small steps', () => {
    const own = machine();
    const clock = holdClock({ ...own, ledger: at(start) });
    own.passes(800 * day);
    expect(clock.leap()).toBeNull();
    for (let step = 0; step < 100; step += 1) {
      own.set(4 * minute);
      expect(clock.leap()).toBeNull();
    }
  });
});
