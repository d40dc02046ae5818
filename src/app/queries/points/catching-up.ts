import type { Position } from '../../../../events/position.js';
import { QueryError } from '../../../../services/query-error.js';
import type { EventReader } from '../../../ports/event-store.js';
import type { Progress } from '../../../ports/read-model.js';
import { notYetApplied } from '../../not-yet-applied.js';

export interface CatchingUp {
  /** Returns when the read model shows the position. @throws QueryError POSITION_PAST_HEAD, NOT_YET_APPLIED */
  applied(position: Position, argument: string[]): Promise<void>;
  /** Returns when the read model shows everything that is recorded now, and says up to where that is. */
  recorded(argument: string[]): Promise<Position>;
}

export interface CatchingUpTools {
  readModel: Progress;
  events: Pick<EventReader, 'head'>;
  /** How long a reader waits for the read model to reach a position. */
  patienceMs: number;
}

/** The read model follows the events: what is recorded and not shown yet is waited for, never denied. */
export function catchingUp({ readModel, events, patienceMs }: CatchingUpTools): CatchingUp {
  async function applied(position: Position, argument: string[]): Promise<void> {
    if ((await readModel.status()).position >= position) return;
    if (position > (await events.head())) {
      throw new QueryError(
        'POSITION_PAST_HEAD',
        `“${position.slice(0, 80)}”不是本账本给出过的位置，或在账本末尾之后；请使用账本返回过的位置。`,
        `"${position.slice(0, 80)}" is no position that this ledger has given, or lies past its head; use one that the ledger has returned.`,
        argument,
      );
    }
    if (!(await readModel.reached(position, patienceMs))) throw notYetApplied(position, argument);
  }

  return {
    applied,

    async recorded(argument) {
      const position = await events.head();
      await applied(position, argument);
      return position;
    },
  };
}
