import type { AdjustmentKind } from '../events/draft/adjustment.js';
import type { DraftStatus } from '../events/draft/draft.state.js';
import type { ActorRef } from '../events/envelope.js';
import type { DraftPromotion, DraftRow, ReviewRound } from '../projections/draft-rows.js';
import type { Basis } from './points.js';
import type { DeedView } from './sealing-views.js';

/** A draft (草案) as it was at a point. */
export interface DraftView extends Pick<DraftRow, 'budgetId' | 'name' | 'version'> {
  id: string;
  status: DraftStatus;
  adjustment: boolean;
  /** Of an adjustment; null: it is none, or that is not known of it. */
  adjustmentKind: AdjustmentKind | null;
  adjustmentReason: string | null;
  adjustmentDocument: string | null;
  /** Of the budget: the version that it was made out of or last refreshed with, and the one that it was opened on. */
  baseVersion: number;
  openedOnVersion: number;
  openedBy: ActorRef;
  openedAt: string;
  reason: string | null;
  basisDocument: string | null;
  /** Of those who edited it and on whose behalf. */
  editors: { id: string }[];
  rounds: ReviewRoundView[];
  /** As long as the approval stands. */
  approvedBy: ActorRef | null;
  approvedAt: string | null;
  promotedAs:
    (DeedView & Pick<DraftPromotion, 'changesHash' | 'contentHash'> & { version: number; draftVersion: number }) | null;
  discarded: DeedView | null;
  /** `version` is the draft's. */
  basis: Basis & { version: number };
}

export interface ReviewRoundView extends Pick<ReviewRound, 'version' | 'outcome' | 'opinion' | 'remarks'> {
  /** From 1. */
  number: number;
  submittedBy: ActorRef;
  submittedAt: string;
  /** Null as long as nothing was decided. */
  decidedBy: ActorRef | null;
  decidedAt: string | null;
  basisDocument: string | null;
  voidedByVersion: number | null;
}
