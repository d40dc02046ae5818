import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

/**
 * Places (次序) are fractional ranks: a new one always fits between two others, so moving a row changes that row alone.
 * Ranks are compared as plain strings.
 */
export function placeAtEnd(last: string | null): string {
  return generateKeyBetween(last, null);
}

export function firstPlaces(count: number): string[] {
  return generateNKeysBetween(null, null, count);
}

/**
 * A place right behind `previous` (null: before everything) among all `taken` ones. Rows that a merge left on one place
 * stay together: the new place lies behind all of them.
 */
export function placeBehind(previous: string | null, taken: Iterable<string>): string {
  let next: string | null = null;
  for (const place of taken) {
    if ((previous === null || place > previous) && (next === null || place < next)) next = place;
  }
  return generateKeyBetween(previous, next);
}

/** A place right before `following` among all `taken` ones. */
export function placeBefore(following: string, taken: Iterable<string>): string {
  let previous: string | null = null;
  for (const place of taken) {
    if (place < following && (previous === null || place > previous)) previous = place;
  }
  return generateKeyBetween(previous, following);
}
