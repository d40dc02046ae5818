import { QueryError } from '../../services/query-error.js';
import type { Position } from '../ports/event-store.js';

/** Something recorded that the views do not show in the time that there is. @param argument that asked for it */
export function notYetApplied(position: Position, argument: string[] = []): QueryError {
  return new QueryError(
    'NOT_YET_APPLIED',
    `位置“${position}”已入账，但视图尚未更新到那里；请稍后重试。`,
    `The position "${position}" is in the ledger, but the views have not reached it yet; try again shortly.`,
    argument,
  );
}
