import type { Filter } from 'mongodb';
import type { Position } from '../../../ports/event-store.js';

/** The `_id` of a version of something: the same whoever writes it, and how often. Versions of one sort by position. */
export function versionId(id: string, position: Position): string {
  return `${id}@${position}`;
}

/** The versions of one thing, at or before a position where one is given: a range of the `_id`. */
export function versionsOf(id: string, upTo?: Position): Filter<{ _id: string }> {
  return { _id: { $gte: `${id}@`, ...(upTo === undefined ? { $lt: `${id}A` } : { $lte: versionId(id, upTo) }) } };
}

/** Sort keys are handed out as opaque text and taken back as they were. */
export function writeKey(columns: readonly string[]): string {
  return JSON.stringify(columns);
}

export function readKey(key: string): string[] {
  return JSON.parse(key) as string[];
}

export function earlier(one: Position, other: Position): Position {
  return one < other ? one : other;
}
