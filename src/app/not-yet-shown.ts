import { QueryError } from '../../schema/query-error.js';
import type { Position } from '../ports/event-store.js';

/** The views are behind what was recorded, so nothing can be planned on them. */
export function notYetShown(position: Position): QueryError {
  return new QueryError(
    'NOT_YET_APPLIED',
    `位置“${position}”已入账，但视图尚未更新到那里；请稍后重试。`,
    `The position "${position}" is in the ledger, but the views have not reached it yet; try again shortly.`,
  );
}
