import type { Adjustment } from '../events/draft/adjustment.js';
import type { DraftStatus } from '../events/draft/draft.state.js';
import type { DraftPromotion, DraftRow, ReviewRound } from '../projections/draft-rows.js';
import type { Basis } from './points.js';
import type { Annotated, Recorded } from './recorded.js';

/** A draft (草案) as it was at a point; who, when and why are those of its opening. */
export interface DraftView extends Pick<DraftRow, 'budgetId' | 'name' | 'version'>, Recorded {
  id: string;
  status: DraftStatus;
  /** null: it is none. */
  adjustment: Adjustment | null;
  /** Of the budget: the version that it was made out of or last refreshed with, and the one that it was opened on. */
  baseVersion: number;
  openedOnVersion: number;
  /** Of those who edited it and on whose behalf. */
  editors: { id: string }[];
  rounds: ReviewRoundView[];
  /** As long as it stands. */
  approval: ReviewDecisionView | null;
  promotion:
    | (Recorded &
        Annotated &
        Pick<DraftPromotion, 'changesHash' | 'contentHash'> & { version: number; draftVersion: number })
    | null;
  discard: Recorded | null;
  /** `version` is the draft's. */
  basis: Basis & { version: number };
}

export interface ReviewRoundView extends Pick<ReviewRound, 'version'> {
  /** From 1. */
  number: number;
  submission: Recorded & { version: number };
  /** null: nothing was decided. */
  decision: ReviewDecisionView | null;
  voidedByVersion: number | null;
}

/** `version`: of the draft, after it. */
export interface ReviewDecisionView extends Recorded, Pick<ReviewRound, 'opinion' | 'remarks'> {
  version: number;
  outcome: NonNullable<ReviewRound['outcome']>;
}
