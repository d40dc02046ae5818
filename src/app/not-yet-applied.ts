import { QueryError } from '../../services/query-error.js';
import type { EventReader, Position } from '../ports/event-store.js';
import type { Progress } from '../ports/read-model.js';

/** What it takes to read what stands now. */
export interface UpToDate {
  store: Pick<EventReader, 'head'>;
  readModel: Progress;
  /** How long to wait for the read model to show everything recorded. */
  patienceMs: number;
}

/**
 * Waits until the read model shows everything that had been recorded when it was asked.
 * @returns the position of the last of it
 * @throws QueryError NOT_YET_APPLIED
 */
export async function reachHead({ store, readModel, patienceMs }: UpToDate): Promise<Position> {
  const head = await store.head();
  if (!(await readModel.reached(head, patienceMs))) throw notYetApplied(head);
  return head;
}

/** Something is recorded that the read model does not show in the time that there is. @param argument that asked for it */
export function notYetApplied(position: Position, argument: string[] = []): QueryError {
  return new QueryError(
    'NOT_YET_APPLIED',
    `位置“${position}”已入账，但视图尚未更新到那里；请稍后重试。`,
    `The position "${position}" is in the ledger, but the views have not reached it yet; try again shortly.`,
    argument,
  );
}
