import type { ChangedCell } from '../projections/rows.js';
import type { Caller } from './caller.js';
import type { ChangeFilter } from './filters.js';
import type { Basis } from './points.js';

/**
 * What happens, told to whoever asks for the next of it: a feed holds one page at the most, however slowly it is read.
 * It ends when its reader returns it, also while it waits.
 */
export type Feed<Item> = AsyncIterableIterator<Item, undefined, undefined>;

/** Feeds never end by themselves. */
export interface Feeds {
  /**
   * Every changed cell that the filter holds for, each once, oldest first: behind the cell of the cursor `after`, or
   * what is recorded from now on. The cursors are those of `Queries.changes` with the same filter.
   * @throws QueryError INVALID_CURSOR, UNKNOWN_POSITION, NOT_YET_APPLIED, INVALID_INPUT, VERSION_NEEDS_ONE_BUDGET
   */
  changes(
    filter: ChangeFilter,
    after: string | null,
    caller: Caller,
  ): Promise<Feed<{ cursor: string; node: ChangedCell }>>;

  /**
   * The basis of each save of the budget from now on, in order. A reader who is more than a hundred saves behind is
   * given the newest next.
   * @throws QueryError NOT_FOUND
   */
  budgetChanged(budgetId: string, caller: Caller): Promise<Feed<Basis & { version: number }>>;
}
