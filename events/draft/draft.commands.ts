import type { DraftBase, DraftRemark } from './draft.events.js';

/** What is asked about a draft as a whole; who asks may not do everything. */
export type DraftCommand = SubmitDraft | ReturnDraft | ApproveDraft | DiscardDraft;

/** Whoever asks: their role, and the ids that they act under. */
export interface AskedBy {
  role: string;
  actorId: string;
  onBehalfOf: string | null;
}

interface AboutDraft {
  draftId: string;
  by: AskedBy;
  /** The draft's version that was being looked at; null: whatever is there now. */
  expectedVersion: number | null;
}

export interface SubmitDraft extends AboutDraft {
  type: 'SubmitDraft';
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

/** Decided on the state of the budget at the draft's base. */
export interface OpenDraft {
  type: 'OpenDraft';
  draftId: string;
  budgetId: string;
  by: AskedBy;
  name: string;
  /** null: there is no such version. */
  base: DraftBase | null;
  /** Which version was asked for. */
  version: number;
  reason: string | null;
  basisDocument: string | null;
}
