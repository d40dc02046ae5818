import type { Position } from '../../../../events/position.js';
import { ledgerStart } from '../../../../events/position.js';
import { QueryError } from '../../../../services/query-error.js';
import type { EventReader } from '../../../ports/event-store.js';
import type { Progress } from '../../../ports/read-model.js';
import { notYetApplied } from '../../not-yet-applied.js';

export interface CatchingUp {
  /**
   * A position as a client gives it back, once the read model shows it. A position is a name and no number: one that is
   * cut short or has a tail would otherwise be a place among those that were given, and another table's.
   * @throws QueryError UNKNOWN_POSITION unless this ledger gave it; NOT_YET_APPLIED
   */
  given(text: string, argument: string[]): Promise<Position>;
  /** Returns when the read model shows everything that is recorded now, and says up to where that is. */
  recorded(argument: string[]): Promise<Position>;
}

export interface CatchingUpTools {
  readModel: Progress;
  events: Pick<EventReader, 'head' | 'readAt'>;
  /** How long a reader waits for the read model to reach a position. */
  patienceMs: number;
}

/** The read model follows the events: what is recorded and not shown yet is waited for, never denied. */
export function catchingUp({ readModel, events, patienceMs }: CatchingUpTools): CatchingUp {
  async function checkApplied(position: Position, argument: string[]): Promise<void> {
    if ((await readModel.status()).position >= position) return;
    if (!(await readModel.reached(position, patienceMs))) throw notYetApplied(position, argument);
  }

  return {
    async given(text, argument) {
      const position = text as Position;
      if (position !== ledgerStart && (await events.readAt(position)) === null) {
        throw neverGiven(position, argument);
      }
      await checkApplied(position, argument);
      return position;
    },

    async recorded(argument) {
      const position = await events.head();
      await checkApplied(position, argument);
      return position;
    },
  };
}

function neverGiven(position: Position, argument: string[]): QueryError {
  const shown = position.slice(0, 80);
  return new QueryError(
    'UNKNOWN_POSITION',
    `“${shown}”不是本账本给出过的位置；请原样使用账本返回过的位置。`,
    `"${shown}" is a position never given by this ledger; use one that the ledger has returned, exactly as it is.`,
    argument,
  );
}
