/** One figure of a run: a ratio with the bound that it is held against. */
export interface Figure {
  name: string;
  value: number;
  /** `≥ 0.35` or `≤ 1.5`. */
  bound: string;
  /** What was measured, in words: absolute medians, sizes. */
  detail: string;
}

export function meets({ value, bound }: Figure): boolean {
  const [relation, limit] = bound.split(' ');
  return relation === '≥' ? value >= Number(limit) : value <= Number(limit);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** Milliseconds that the work took. */
export async function measure(work: () => unknown): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

type Works<Name extends string, Result> = Record<Name, (round: number) => Result>;

/**
 * Runs the works in turn, round after round, so that a machine whose speed drifts drifts for all of them alike.
 * @returns the median milliseconds of each
 */
export async function measureInTurn<Name extends string>(
  works: Works<Name, unknown>,
  rounds: number,
): Promise<Record<Name, number>> {
  const names = Object.keys(works) as Name[];
  const timed = names.map((name) => [name, (round: number) => measure(() => works[name](round))]);
  return mediansInTurn(Object.fromEntries(timed) as Works<Name, Promise<number>>, rounds);
}

/** The same of whatever else each work measures of itself; the first time, before the rounds, does not count. */
export async function mediansInTurn<Name extends string>(
  works: Works<Name, Promise<number>>,
  rounds: number,
): Promise<Record<Name, number>> {
  const names = Object.keys(works) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (const name of names) await works[name](-1);
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) measured[name].push(await works[name](round));
  }
  return Object.fromEntries(names.map((name) => [name, median(measured[name])])) as Record<Name, number>;
}

export function milliseconds(value: number): string {
  return value < 1 ? `${(value * 1_000).toFixed(0)} µs` : `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
