import type { IncomingHttpHeaders } from 'node:http';
import { minPositionHeader } from '../../schema/context.js';
import { isPosition } from '../../schema/scalars.js';
import { RequestError } from './request-error.js';

/** null: it is not given. @throws RequestError UNKNOWN_POSITION */
export function minPositionOf(headers: IncomingHttpHeaders): string | null {
  const given = headers[minPositionHeader];
  if (given === undefined || given === '') return null;
  if (isPosition(String(given))) return String(given);
  throw new RequestError(
    400,
    'UNKNOWN_POSITION',
    `请求头 ${minPositionHeader} 不是位置；请原样使用账本返回过的 position，或去掉它。`,
    `The header ${minPositionHeader} is no position; use one that the ledger has returned, exactly as it is, or leave it out.`,
  );
}
