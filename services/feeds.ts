import type { ChangedCell, SaveRow } from '../projections/rows.js';
import type { Caller } from './caller.js';
import type { ChangeFilter } from './filters.js';

/**
 * What happens, told to whoever asks for the next of it: a feed holds one page at the most, however slowly it is read.
 * It ends when its reader returns it, also while it waits.
 */
export type Feed<Item> = AsyncIterableIterator<Item, undefined, undefined>;

/** What a feed tells, with where its reader then is. */
export interface Told<Item> {
  cursor: string;
  node: Item;
}

/** Where a feed begins: behind both; what is recorded from now on, where neither is given. */
export interface FeedStart {
  /** A cursor of the same feed. */
  after: string | null;
  /** A position that an answer named, such as the basis that a page was read at. */
  behind: string | null;
}

/** A save of a draft, or the one of its budget that took the draft in. */
export interface DraftSave {
  draftId: string;
  /** Of the draft: the one that the save made, or that was taken in. */
  version: number;
  save: SaveRow;
}

/**
 * Feeds never end by themselves. Each thing is told once, in the order of the ledger.
 * @throws QueryError INVALID_CURSOR; UNKNOWN_POSITION, UNKNOWN_POSITION and NOT_YET_APPLIED of where it begins
 */
export interface Feeds {
  /**
   * Every changed cell that the filter holds for. The cursors are those of `Queries.changes` with the same filter.
   * @throws QueryError INVALID_INPUT, VERSION_NEEDS_ONE_BUDGET
   */
  changes(filter: ChangeFilter, start: FeedStart, caller: Caller): Promise<Feed<Told<ChangedCell>>>;

  /**
   * Each save of the budget itself.
   * @throws QueryError NOT_FOUND
   */
  budgetChanged(budgetId: string, start: FeedStart, caller: Caller): Promise<Feed<Told<SaveRow>>>;

  /**
   * Each save of the draft, of the budget's drafts or of all drafts, and each that takes one in.
   * @throws QueryError NOT_FOUND, also of one of another budget
   */
  draftChanged(
    of: { budgetId: string | null; draftId: string | null },
    start: FeedStart,
    caller: Caller,
  ): Promise<Feed<Told<DraftSave>>>;
}
