/** What the client's errors mean. They are told apart by `type`; their messages are often empty. */
import { StoreUnavailable } from '../../../ports/event-store.js';
import { CannotConnect } from '../../../ports/cannot-connect.js';
import { ForeignChange } from '../../../ports/foreign-change.js';

/** A call that gave no sign of life for too long. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  constructor(ms: number) {
    super(`no answer within ${ms} ms`);
  }
}

/** What the client calls the kind of an error; null: it is none of the client's. */
export function typeOf(error: unknown): string | null {
  const { type } = (error ?? {}) as { type?: unknown };
  return typeof type === 'string' ? type : null;
}

/** Whether asking again cannot help: the store has said what is wrong, or something of this program is. */
export function isFinal(error: unknown): boolean {
  return (
    error instanceof StoreUnavailable ||
    error instanceof ForeignChange ||
    error instanceof CannotConnect ||
    error instanceof TypeError ||
    finalTypes.has(typeOf(error) ?? '') ||
    isInvalidPosition(error)
  );
}

/**
 * Everything else says nothing about what the server did: it is away, warming up ("Not Ready" is `unknown`), no longer the
 * leader, or the connection was cut.
 */
const finalTypes = new Set([
  'access-denied',
  'invalid-argument',
  'maximum-append-size-exceeded',
  'stream-deleted',
  'stream-not-found',
  'stream-tombstoned',
  'unsupported',
  'wrong-expected-version',
]);

/** The server names no type for a place where no event begins. */
export function isInvalidPosition(error: unknown): boolean {
  return error instanceof Error && /invalid position/i.test(error.message);
}

/** In a few words, for the message of an error: the client's messages may be empty, or long and with the time in them. */
export function wordsOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const short = said
    .replace(/ \(\d{4}-\d\d-\d\dT[^)]*\)/g, '')
    .replace(/\.? Resolution note: ?$/, '')
    .slice(0, 300);
  return short === '' ? (typeOf(error) ?? 'unknown error') : short;
}
