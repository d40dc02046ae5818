import type { Set } from 'immutable';
import type { Adjustment } from './adjustment.js';
import type { DraftBase } from './draft.events.js';

/** OPEN → SUBMITTED → RETURNED (→ SUBMITTED …) or APPROVED. An edit takes a draft that was submitted back to OPEN. */
export const draftStatuses = ['OPEN', 'SUBMITTED', 'RETURNED', 'APPROVED', 'PROMOTED', 'DISCARDED'] as const;
export type DraftStatus = (typeof draftStatuses)[number];

/** What the rules need of a draft, beside its table. */
export interface DraftState {
  readonly id: string;
  readonly name: string;
  /** null: it is none. */
  readonly adjustment: Adjustment | null;
  readonly status: Exclude<DraftStatus, 'PROMOTED'>;
  /** Moves when the draft is refreshed. */
  readonly base: DraftBase;
  /** Ids of who opened it, and on whose behalf. */
  readonly openedBy: readonly string[];
  /** Ids of those who edited it, and on whose behalf. */
  readonly editors: Set<string>;
  /** The submission that stands, and its approval; null: it is neither SUBMITTED nor APPROVED. */
  readonly review: StandingReview | null;
  /** Its last version that took in the budget's changes and nobody's choices: what it set is nobody's edit. */
  readonly refreshedIn: number | null;
  /** The version of its budget that it was last held for (`DraftHeld`); absent: it never was. */
  readonly heldAs?: number | null;
  /**
   * The version of its budget that it was promoted as; absent: it was not. Its own stream does not tell, so it is there
   * only where something is decided in the draft.
   */
  readonly promotedAs?: number;
  /** Whether its budget is sealed as 二下 by now. As above: the budget's stream tells. */
  readonly isBudgetFinal?: boolean;
}

/** Who submitted a draft, and who approved it (null: nobody yet). */
export interface StandingReview {
  readonly submitted: ReviewStep;
  readonly approved: ReviewStep | null;
}

/** Who took a step of the review, on whose behalf, and when. */
export interface ReviewStep {
  readonly actorId: string;
  readonly onBehalfOf?: string;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
}
