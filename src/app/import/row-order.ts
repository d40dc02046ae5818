import { rowsThatStay } from '../../../projections/rows-that-stay.js';

/** A row that has to move, and the one behind which it shall stand; null: first. */
export interface Move {
  id: string;
  after: string | null;
  line: number;
}

/**
 * The fewest moves that bring rows of one group into the file's order, each in its turn.
 * @param rows in the file's order, without those that are new
 * @param own all rows of the sequence of places that they stand in, in its order
 */
export function orderOf(rows: readonly { id: string; line: number }[], own: readonly { id: string }[]): Move[] {
  const ranks = new Map(own.map(({ id }, index) => [id, index]));
  const stays = rowsThatStay(rows.map(({ id }) => ranks.get(id) ?? null));
  return rows.flatMap(({ id, line }, index): Move[] => {
    return stays.has(index) ? [] : [{ id, after: rows[index - 1]?.id ?? null, line }];
  });
}
