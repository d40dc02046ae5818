/** Codes of what can be wrong with a query; part of the API (`extensions.code`). What a command is refused for, too, has one code. */
export const queryErrorCodes = [
  'INVALID_INPUT',
  'INVALID_ID',
  'INVALID_CURSOR',
  'TOO_LARGE',
  'TOO_MANY_ROWS',
  'NOT_FOUND',
  'UNKNOWN_POSITION',
  'FUTURE_TIME',
  'VERSION_NEEDS_ONE_BUDGET',
  'NOT_YET_APPLIED',
  'NOT_READY',
  'OUTCOME_UNKNOWN',
  'STORE_UNAVAILABLE',
  'STORAGE_FULL',
  'CLOCK_LEAPT',
  'BROKEN_SEAL',
  'BROKEN_CONTENT',
  'ALTERED_EVENT',
] as const;
export type QueryErrorCode = (typeof queryErrorCodes)[number];

/** A query that cannot be answered as it stands. `message` is Chinese, `messageEn` English: what, where, what to do. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  constructor(
    readonly code: QueryErrorCode,
    message: string,
    readonly messageEn: string,
    /** The argument at fault, outermost first. */
    readonly argument: readonly string[] = [],
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }

  /** The same error seen from one level further out. */
  within(...outer: string[]): QueryError {
    return new QueryError(this.code, this.message, this.messageEn, [...outer, ...this.argument], this.cause);
  }
}
