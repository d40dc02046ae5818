/**
 * Which rows of a wanted order can stay where they are, so that as few as possible have to move: a longest run that is
 * in order already. Of several, one with as many rows as can be that stand at the same place in both orders.
 * @param positions of the rows in today's order, each at most once; null: the row is new or comes from elsewhere
 * @param standsStill whether the row at this index stands at the same place in both orders
 * @returns the indexes that stay
 */
export function rowsThatStay(
  positions: readonly (number | null)[],
  standsStill: (index: number) => boolean = () => false,
): Set<number> {
  const ranks = ranksOf(positions);
  const ends = new BestRuns(ranks.size);
  positions.forEach((position, index) => {
    const rank = position === null ? undefined : ranks.get(position);
    if (rank === undefined) return;
    const before = ends.bestBelow(rank);
    const still = (before?.still ?? 0) + (standsStill(index) ? 1 : 0);
    ends.put(rank, { index, length: (before?.length ?? 0) + 1, still, before });
  });
  const stay = new Set<number>();
  for (let run = ends.bestBelow(ranks.size); run !== null; run = run.before) stay.add(run.index);
  return stay;
}

/** A run of rows in order, seen from its last one. */
interface Run {
  index: number;
  length: number;
  /** Of its rows, how many stand still. */
  still: number;
  before: Run | null;
}

/** The best run that ends at or below a rank, found in logarithmic time (a Fenwick tree of maxima). */
class BestRuns {
  private readonly best: (Run | null)[];

  constructor(size: number) {
    this.best = Array.from({ length: size + 1 }, () => null);
  }

  put(rank: number, run: Run): void {
    for (let at = rank + 1; at < this.best.length; at += at & -at) this.best[at] = better(this.best[at] ?? null, run);
  }

  /** Of the ranks below this one; null: there is none. */
  bestBelow(rank: number): Run | null {
    let best: Run | null = null;
    for (let at = rank; at > 0; at -= at & -at) best = better(best, this.best[at] ?? null);
    return best;
  }
}

/** The first of two that are equally good. */
function better(one: Run | null, other: Run | null): Run | null {
  if (one === null || other === null) return one ?? other;
  if (one.length !== other.length) return one.length > other.length ? one : other;
  return one.still >= other.still ? one : other;
}

function ranksOf(positions: readonly (number | null)[]): Map<number, number> {
  const sorted = positions.filter((position) => position !== null).sort((one, other) => one - other);
  return new Map(sorted.map((position, rank) => [position, rank]));
}
