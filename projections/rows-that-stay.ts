/**
 * Which rows of a wanted order can stay where they are, so that as few as possible have to move: a longest run that is
 * in order already.
 * @param positions of the rows in today's order; null: the row is new or comes from elsewhere
 * @returns the indexes that stay
 */
export function rowsThatStay(positions: readonly (number | null)[]): Set<number> {
  /** Of each length, the index on which the run with the smallest end ends. */
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  positions.forEach((position, index) => {
    if (position === null) return;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((positions[ends[middle] ?? -1] ?? -1) < position) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? ends[low - 1] : undefined;
    ends[low] = index;
  });
  const stay = new Set<number>();
  for (let index = ends.at(-1); index !== undefined; index = previous[index]) stay.add(index);
  return stay;
}
