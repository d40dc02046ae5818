/** What may never be found, however a ledger is treated, and the sentences that say where it was. */
export interface Findings {
  /** Saves that were acknowledged and are not there. */
  lost: string[];
  /** Commands that are there more than once. */
  doubled: string[];
  /** Answers that are wrong, and nothing says so. */
  silent: string[];
  /** Processes that ended by themselves and said nothing. */
  aborted: string[];
}

/** One way to treat a ledger badly. */
export interface Torture {
  name: string;
  /** What is done, as the table prints it. */
  what: string;
  /** Why it cannot be done on this machine; null: it can. */
  missing: () => string | null;
  /** Does it once, on a ledger of its own. The same seed does the same, as far as a machine can. */
  round(seed: number): Promise<Findings>;
}

export function nothing(): Findings {
  return { lost: [], doubled: [], silent: [], aborted: [] };
}

export function together(many: readonly Findings[]): Findings {
  return {
    lost: many.flatMap(({ lost }) => lost),
    doubled: many.flatMap(({ doubled }) => doubled),
    silent: many.flatMap(({ silent }) => silent),
    aborted: many.flatMap(({ aborted }) => aborted),
  };
}

/** The next of a row of numbers that look random, from 0 to below `bound`. */
export type Dice = (bound: number) => number;

export function diceOf(seed: number): Dice {
  let state = (seed * 2_654_435_761) >>> 0;
  return (bound) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return state % bound;
  };
}
