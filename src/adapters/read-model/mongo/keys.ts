import type { Filter } from 'mongodb';
import type { Position } from '../../../ports/event-store.js';

/** What says of a document which version of which thing it is. */
export interface Version {
  /** The same whoever writes it, and how often. Versions of one thing sort by position. */
  _id: string;
  /** The thing. */
  of: string;
}

export function versionOf(of: string, position: Position): Version {
  return { _id: `${of}@${position}`, of };
}

/** Versions of one thing, at or before a position: a range of the `_id`. */
export function versionsOf(of: string, upTo: Position): Filter<Version> {
  return { of, _id: { $gte: `${of}@`, $lte: `${of}@${upTo}` } };
}

/** Behind every position, as texts sort. */
export const farthest = '~' as Position;

export function earlier(one: Position, other: Position): Position {
  return one < other ? one : other;
}
