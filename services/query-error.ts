/** Codes of what can be wrong with a query; part of the API (`extensions.code`). */
export const queryErrorCodes = [
  'INVALID_AT',
  'FUTURE_TIME',
  'POSITION_PAST_HEAD',
  'UNKNOWN_POSITION',
  'UNKNOWN_EVENT',
  'NOT_YET_APPLIED',
  'OUTCOME_UNKNOWN',
  'NOT_READY',
  'STORE_UNAVAILABLE',
  'VERSION_NEEDS_ONE_BUDGET',
  'UNKNOWN_VERSION',
  'UNKNOWN_BUDGET',
  'UNKNOWN_SEAL',
  'BROKEN_SEAL',
  'BROKEN_CONTENT',
  'UNKNOWN_DRAFT',
  'INVALID_CURSOR',
  'INVALID_ID',
  'INVALID_ARGUMENT',
  'TOO_MANY_ROWS',
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
