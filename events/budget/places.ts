import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';
import type { RowOrder } from './row-order.js';

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
 * A place right behind `previous` (null: before everything). Rows that a merge left on one place stay together: the new
 * place lies behind all of them.
 */
export function placeBehind(previous: string | null, order: RowOrder): string {
  return generateKeyBetween(previous, order.placeAfter(previous));
}

/** A place right before `following`. */
export function placeBefore(following: string, order: RowOrder): string {
  return generateKeyBetween(order.placeBefore(following), following);
}
