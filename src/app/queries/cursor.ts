import { createHash } from 'node:crypto';
import type { Position } from '../../../events/position.js';
import { QueryError } from '../../../services/query-error.js';
import type { Basis, ConnectionArguments } from '../../../services/services.js';
import { readingOf } from '../../ports/paging.js';

/** What a cursor carries: later pages of the same list, with the same filter, are read at the first page's basis. */
export interface Cursor {
  position: Position;
  /** Sort key of the row that the cursor stands on. */
  key: string;
}

/** A cursor as a client gave it, and where. */
export interface GivenCursor {
  text: string;
  argument: 'after' | 'before';
}

/** null: the page begins at an end of the list. */
export function givenCursor(page: ConnectionArguments): GivenCursor | null {
  const { from, backwards } = readingOf(page);
  return from === null ? null : { text: from, argument: backwards ? 'before' : 'after' };
}

/** A cursor that was read, and where it was given. */
export interface ReadCursor extends Cursor, Pick<GivenCursor, 'argument'> {}

/** A list's identity: its name and everything that shapes it (filter, order, the row that it belongs to). */
export type ListIdentity = readonly [name: string, ...shape: unknown[]];

/** The same filter in any order of its members, and of the values of each, is the same list. */
export function identityOf(filter: object): unknown[] {
  return Object.entries(filter)
    .map(([member, value]: [string, unknown]) => [
      member,
      Array.isArray(value) ? [...new Set<unknown>(value)].sort() : value,
    ])
    .sort(([left], [right]) => (String(left) < String(right) ? -1 : 1));
}

export function writeCursor(list: ListIdentity, { position, key }: Cursor): string {
  const body = JSON.stringify([fingerprintOf(list), position, key]);
  return Buffer.from(JSON.stringify([fingerprint([body]), body])).toString('base64url');
}

/** A list is written with every row that is told of it. */
const fingerprints = new WeakMap<ListIdentity, string>();

function fingerprintOf(list: ListIdentity): string {
  const known = fingerprints.get(list) ?? fingerprint(list);
  fingerprints.set(list, known);
  return known;
}

/** @throws QueryError INVALID_CURSOR if it was changed by hand, or belongs to another list or filter */
export function readCursor(list: ListIdentity, { text, argument }: GivenCursor): ReadCursor {
  const [identity, position, key] = parse(text, argument);
  if (identity !== fingerprint(list)) {
    throw new QueryError(
      'INVALID_CURSOR',
      `游标 ${argument} 属于另一个列表或另一组筛选条件；请用同一列表、同一筛选返回的游标，或去掉 ${argument} 从头读取。`,
      `The cursor in "${argument}" belongs to another list or filter; use one that this list gave for the same filter, or leave "${argument}" out.`,
      [argument],
    );
  }
  return { position: position as Position, key, argument };
}

/** @throws QueryError INVALID_CURSOR unless the list is read at the cursor's own point */
export function checkSamePoint({ position, argument }: Omit<ReadCursor, 'key'>, basis: Basis): void {
  if (position === basis.position) return;
  throw new QueryError(
    'INVALID_CURSOR',
    `游标 ${argument} 取自另一个时点的列表；请去掉 at，或使用该时点返回的游标。`,
    `The cursor in "${argument}" was given at another point; leave "at" out, or use a cursor that was given at that point.`,
    [argument],
  );
}

function parse(cursor: string, argument: GivenCursor['argument']): [identity: string, position: string, key: string] {
  try {
    const bytes = Buffer.from(cursor, 'base64url');
    const outer: unknown = JSON.parse(bytes.toString());
    // Decoding forgives stray characters and bits; encoding again shows whether this is what was given.
    if (
      bytes.toString('base64url') === cursor &&
      Array.isArray(outer) &&
      typeof outer[1] === 'string' &&
      outer[0] === fingerprint([outer[1]])
    ) {
      return JSON.parse(outer[1]) as [string, string, string];
    }
  } catch {
    // Not JSON: refused below like every other damage.
  }
  throw new QueryError(
    'INVALID_CURSOR',
    `游标 ${argument} 不完整或被改动过；请原样使用返回过的游标。`,
    `The cursor in "${argument}" is damaged or was edited; use it exactly as a page returned it.`,
    [argument],
  );
}

function fingerprint(value: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);
}
