import type { Position } from '../../../events/position.js';
import type { DraftPromotion, DraftRow } from '../../../projections/draft-rows.js';
import type { Count, DraftFilter, DraftOrder, Page, Paged } from '../lists.js';

/** A draft as it stood at a position. */
export interface DraftAsOf {
  draft: DraftRow;
  /** null: not promoted by then. */
  promoted: DraftPromotion | null;
}

/** Drafts of budgets. What they changed is asked of the other parts, as a `Branch` or by the draft's id. */
export interface Drafts {
  /** Every draft of the budget, in the order in which they were opened. */
  drafts(budgetId: string, position: Position): Promise<DraftAsOf[]>;

  /** Of all budgets, each as it was then, by when it was moved last. */
  draftList(filter: DraftFilter, order: DraftOrder, position: Position, page: Page): Promise<Paged<DraftAsOf>>;
  countDrafts(filter: DraftFilter, position: Position, bound: number): Promise<Count>;

  /** null: unknown, or not opened yet. */
  draft(draftId: string, position: Position): Promise<DraftAsOf | null>;

  /** The same for each, in the order given. */
  draftsById(draftIds: readonly string[], position: Position): Promise<(DraftAsOf | null)[]>;
}
