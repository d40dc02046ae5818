import { rowsThatStay } from '../rows-that-stay.js';
import type { Pair } from './pairs.js';
import { grouped } from './pairs.js';

/** How siblings of two tables are put in one order. */
export interface Arranging<Row> {
  /** Printed order in its own table. */
  ordinalOf: (row: Row) => number;
  /** Where several answers to what has moved are equally good, this side decides. */
  leads: 'from' | 'to';
  /** Whether a row stood among these siblings at `from`. Absent: all that are there did. */
  stood?: (before: Row) => boolean;
}

/**
 * Puts siblings of two tables in the order of `to`; a row that is gone comes after the row that it followed in `from`.
 * Places of two tables cannot be compared, so rows that both tables have get new ones: equal places for a longest run of
 * rows that kept their order (of several the one with the most rows that have the same ordinal on both sides), and their
 * ordinals for the others.
 */
export function arrangeSiblings<Row extends { place: string }>(
  pairs: readonly Pair<Row>[],
  arranging: Arranging<Row>,
): Pair<Row>[] {
  const { ordinalOf, stood = () => true } = arranging;
  const sideInOrder = (side: 'before' | 'after') => {
    const there = pairs.flatMap((pair) => {
      const row = pair[side];
      return row === null || (side === 'before' && !stood(row)) ? [] : [{ pair, ordinal: ordinalOf(row) }];
    });
    return there.sort((one, other) => one.ordinal - other.ordinal).map(({ pair }) => pair);
  };
  const ofFrom = sideInOrder('before');
  const ofTo = sideInOrder('after');
  const comparable = comparablePlaces(ofFrom, ofTo, arranging.leads);
  let anchor: Pair<Row> | null = null;
  const gone = ofFrom.flatMap((pair) => {
    if (pair.after === null) return [{ anchor, pair }];
    anchor = pair;
    return [];
  });
  const behind = grouped(gone, (each) => each.anchor);
  const goneBehind = (pair: Pair<Row> | null) => (behind.get(pair) ?? []).map((each) => each.pair);
  return [...goneBehind(null), ...ofTo.flatMap((pair) => [comparable.get(pair) ?? pair, ...goneBehind(pair)])];
}

/** The pairs with a row among the siblings of both sides, each with places that can be compared. */
function comparablePlaces<Row extends { place: string }>(
  ofFrom: readonly Pair<Row>[],
  ofTo: readonly Pair<Row>[],
  leads: 'from' | 'to',
): Map<Pair<Row>, Pair<Row>> {
  const atFrom = new Set(ofFrom);
  const atTo = new Set(ofTo);
  const old = ofFrom.filter((pair) => atTo.has(pair));
  const now = ofTo.filter((pair) => atFrom.has(pair));
  const oldOrdinals = ordinals(old);
  const newOrdinals = ordinals(now);
  const [leading, others] = leads === 'from' ? [old, newOrdinals] : [now, oldOrdinals];
  const stays = rowsThatStay(
    leading.map((pair) => others.get(pair) ?? null),
    (index) => others.get(leading[index] as Pair<Row>) === index + 1,
  );
  return new Map(
    leading.map((pair, index) => {
      const { before, after, matchedBy } = pair as { before: Row; after: Row } & Pair<Row>;
      const was = oldOrdinals.get(pair);
      const is = newOrdinals.get(pair);
      const [place, next] = stays.has(index) ? [after.place, after.place] : [String(was), String(is)];
      return [pair, { before: { ...before, place }, after: { ...after, place: next }, matchedBy }];
    }),
  );
}

/** From 1. */
function ordinals<Item>(items: readonly Item[]): Map<Item, number> {
  return new Map(items.map((item, index) => [item, index + 1]));
}
