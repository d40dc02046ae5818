import type { AdjustmentKind } from './adjustment.js';
import type { DraftBase, DraftRemark } from './draft.events.js';
import type { AskedBy } from '../budget/roles.js';

/** Commands about a draft as a whole. Not every role may give each of them. */
export type DraftCommand =
  SubmitDraft | WithdrawSubmission | ReturnDraft | ApproveDraft | DiscardDraft | ConvertDraftToAdjustment;

interface AboutDraft {
  draftId: string;
  by: AskedBy;
  /** The draft's version that was being looked at; null: whatever is there now. */
  expectedVersion: number | null;
}

export interface SubmitDraft extends AboutDraft {
  type: 'SubmitDraft';
  /** SHA-256 of the draft's table as it stands. */
  contentHash: string;
}

export interface WithdrawSubmission extends AboutDraft {
  type: 'WithdrawSubmission';
}

export interface ReturnDraft extends AboutDraft {
  type: 'ReturnDraft';
  opinion: string;
  remarks: readonly DraftRemark[];
}

export interface ApproveDraft extends AboutDraft {
  type: 'ApproveDraft';
  opinion: string | null;
}

export interface DiscardDraft extends AboutDraft {
  type: 'DiscardDraft';
  /** As the envelope will say. */
  reason: string | null;
}

/** Makes an adjustment of a draft that was opened before 二下, or says of which kind an older adjustment is. */
export interface ConvertDraftToAdjustment extends AboutDraft {
  type: 'ConvertDraftToAdjustment';
  adjustmentKind: AdjustmentKind;
  reason: string | null;
  basisDocument: string | null;
  /** Whether it may void a submission or an approval. */
  voidsReview: boolean;
}

/** Decided on the state of the budget at the draft's base. */
export interface OpenDraft {
  type: 'OpenDraft';
  draftId: string;
  budgetId: string;
  by: AskedBy;
  name: string;
  /** null: there is no such version. */
  base: DraftBase | null;
  /** Which version it rests on. */
  version: number;
  /** Whether that was asked for, so that whatever happened to the table since does not matter. */
  isVersionNamed: boolean;
  /** The budget's version that was being looked at; null: whatever is there now. */
  expectedVersion: number | null;
  /** null: none was said. */
  adjustmentKind: AdjustmentKind | null;
  reason: string | null;
  basisDocument: string | null;
  /** Drafts of the budget that are neither promoted nor discarded. */
  others: readonly OtherDraft[];
}

/** A draft that is open beside one that is to be opened. */
export interface OtherDraft {
  id: string;
  name: string;
  openedBy: string;
  /** RFC 3339, UTC. */
  openedAt: string;
}
