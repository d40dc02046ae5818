const full = 300;
/** Of a property that the full profile tries on 300; where nobody says, jest.config.js has said so for the quick one. */
const asked = Number(process.env['CASES']);

/** Whether nothing is spared. */
export const isFullProfile = asked >= full;

/**
 * How many random cases, or rounds, a test tries: `inFull` in the full profile, `npm run test:full`, and in any other
 * the share of it that `CASES` is of 300.
 * @param atLeast what it takes to prove anything; fewer than ten only where each takes seconds
 */
export function cases(inFull = full, atLeast = Math.min(inFull, 10)): number {
  return Math.max(atLeast, Math.ceil((inFull * asked) / full));
}

/** The same of a property whose every case fills and asks a ledger: no more than ten, but in the full profile. */
export function casesOnLedgers(): number {
  return isFullProfile ? cases() : Math.min(cases(), 10);
}

/** Every fifth of them and the last: what is asked of an engine that answers a hundred times as slowly as the others. */
export function everyFifth<T>(many: readonly T[]): readonly T[] {
  return many.filter((_, turn) => (many.length - 1 - turn) % 5 === 0);
}
