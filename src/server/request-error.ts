import type { OutgoingHttpHeaders } from 'node:http';
import type { ErrorCode } from '../../schema/error-codes.js';

/** A request that never reaches GraphQL. `message` is Chinese, `messageEn` English: what is wrong and what to do. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    message: string,
    readonly messageEn: string,
    /** What the answer's head says of it: the methods that are allowed. */
    readonly headers: OutgoingHttpHeaders = {},
  ) {
    super(message);
  }
}
