import type { Position } from '../../../events/position.js';
import type { DraftPromotion, DraftRow } from '../../../projections/draft-rows.js';

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

  /** null: unknown, or not opened yet. */
  draft(draftId: string, position: Position): Promise<DraftAsOf | null>;

  /** The same for each, in the order given. */
  draftsById(draftIds: readonly string[], position: Position): Promise<(DraftAsOf | null)[]>;
}
