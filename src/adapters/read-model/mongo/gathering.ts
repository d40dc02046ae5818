import type { Position } from '../../../../events/position.js';

/** What is there of each key at the position, in the order of the keys; null: nothing. */
export type Gathered<Row> = (keys: readonly string[], position: Position) => Promise<(Row | null)[]>;

/**
 * Whatever is asked within one turn of the event loop at one position is asked of the engine together: the resolvers of
 * an answer ask row by row, and each question by itself would be a round trip.
 */
export function gathering<Row>(
  ask: (keys: string[], position: Position) => Promise<ReadonlyMap<string, Row>>,
): Gathered<Row> {
  const waiting = new Map<Position, { keys: Set<string>; found: Promise<ReadonlyMap<string, Row>> }>();

  function begin(position: Position) {
    const keys = new Set<string>();
    const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      waiting.delete(position);
      return ask([...keys], position);
    });
    const gathered = { keys, found };
    waiting.set(position, gathered);
    return gathered;
  }

  return async (keys, position) => {
    if (keys.length === 0) return [];
    const gathered = waiting.get(position) ?? begin(position);
    for (const key of keys) gathered.keys.add(key);
    const found = await gathered.found;
    return keys.map((key) => found.get(key) ?? null);
  };
}
