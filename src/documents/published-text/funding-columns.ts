/**
 * Which column each figure stands in. A blank cell leaves no trace in the text, so a row shows its total and then its
 * figures: each is put into a column so that, left to right, every column adds up to what the fund user's row says.
 */
export type ColumnAssignment =
  | { kind: 'found'; /** Of each row: the fund user's column, from 0, of each of its figures. */ columns: number[][] }
  | { kind: 'none' }
  /** More than one assignment fits, or too many to try. */
  | { kind: 'several' };

/** States kept over all rows: enough for thousands of rows, bounded in time and memory. */
const maxStates = 400_000;

interface State {
  sums: bigint[];
  /** Ways to come here; more than one is as good as many. */
  ways: 1 | 2;
  from: State | null;
  choice: number[];
}

/**
 * @param rows figures of each project, in hundredths, left to right
 * @param totals figures of the fund user's row, likewise
 * @param given columns of rows that are known beforehand, by row
 */
export function assignColumns(
  rows: readonly bigint[][],
  totals: readonly bigint[],
  given: ReadonlyMap<number, readonly number[]> = new Map(),
): ColumnAssignment {
  let states = new Map<string, State>([['', { sums: totals.map(() => 0n), ways: 1, from: null, choice: [] }]]);
  let made = 0;
  // Rows without a choice first: they narrow the sums before the search begins.
  const order = rows.map((_, index) => index).sort((left, right) => freedom(left) - freedom(right));
  for (const index of order) {
    const figures = rows[index] ?? [];
    const next = new Map<string, State>();
    const known = given.get(index);
    for (const state of states.values()) {
      for (const choice of known === undefined ? choices(figures.length, totals.length) : [[...known]]) {
        const sums = add(state.sums, figures, choice, totals);
        if (sums === null) continue;
        const key = sums.join(' ');
        const there = next.get(key);
        if (there === undefined) next.set(key, { sums, ways: state.ways, from: state, choice });
        else there.ways = 2;
      }
    }
    made += next.size;
    if (made > maxStates) return { kind: 'several' };
    states = next;
  }
  const end = states.get(totals.join(' '));
  if (end === undefined)
    return rows.length === 0 && totals.every((sum) => sum === 0n) ? found([], []) : { kind: 'none' };
  return end.ways > 1 ? { kind: 'several' } : found(order, trace(end));

  function freedom(index: number): number {
    return given.has(index) ? 0 : choices(rows[index]?.length ?? 0, totals.length).length;
  }
}

function found(order: readonly number[], chosen: number[][]): ColumnAssignment {
  const columns: number[][] = [];
  order.forEach((index, at) => (columns[index] = chosen[at] ?? []));
  return { kind: 'found', columns };
}

function trace(end: State): number[][] {
  const chosen: number[][] = [];
  for (let state = end; state.from !== null; state = state.from) chosen.push(state.choice);
  return chosen.reverse();
}

/** Sums never go down, so one that is past its total leads nowhere. */
function add(sums: bigint[], figures: readonly bigint[], choice: readonly number[], totals: readonly bigint[]) {
  const next = [...sums];
  for (const [at, column] of choice.entries()) {
    const sum = (next[column] ?? 0n) + (figures[at] ?? 0n);
    if (sum > (totals[column] ?? -1n)) return null;
    next[column] = sum;
  }
  return next;
}

/** The ways to put so many figures, left to right, into so many columns. */
function choices(figures: number, columns: number): number[][] {
  if (figures === 0) return [[]];
  const ways: number[][] = [];
  for (let last = figures - 1; last < columns; last += 1) {
    for (const way of choices(figures - 1, last)) ways.push([...way, last]);
  }
  return ways;
}
