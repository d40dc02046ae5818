import type { Fact } from '../envelope.js';
import type { Adjustment } from './adjustment.js';

/**
 * Facts about a draft (草案): a branch of one budget from one of its versions. They stand in the draft's own stream
 * (`draft-<id>`), together with the edits made in it, which are the events of a budget. Only `DraftPromoted` stands in
 * the budget's stream. Names and fields are the storage format.
 */
export type DraftEvent =
  | Fact<'DraftOpened', DraftOpened>
  | Fact<'DraftSubmitted', { version: number }>
  | Fact<'SubmissionWithdrawn', { version: number }>
  | Fact<'DraftReturned', DraftReturned>
  | Fact<'DraftApproved', { version: number; opinion: string | null }>
  | Fact<'DraftRefreshed', DraftRefreshed>
  | Fact<'DraftConvertedToAdjustment', Adjustment>
  | Fact<'DraftDiscarded', { draftId: string }>
  | Fact<'DraftHeld', DraftHeld>
  | Fact<'DraftPromoted', DraftPromoted>;

/** The version of the budget that a draft was made out of, or was last refreshed with. */
export interface DraftBase {
  version: number;
  /** Of that save's last event in the budget's stream. */
  revision: number;
  /** SHA-256 of the table at that version. */
  contentHash: string;
}

export interface DraftOpened {
  draftId: string;
  budgetId: string;
  name: string;
  base: DraftBase;
  /** 调整: it was opened when 二下 had been sealed; null: it was not. */
  adjustment: Adjustment | null;
}

export interface DraftRefreshed {
  base: DraftBase;
  /** How many conflicts whoever refreshed it has settled by choosing; null: not recorded, as it was not before. */
  choices: number | null;
}

/**
 * `version`: of the draft when it was returned. Submitting was a save, too, and has a version although it changed no
 * cell.
 */
export interface DraftReturned {
  version: number;
  /** On the draft as a whole. */
  opinion: string;
  remarks: DraftRemark[];
}

/** An opinion on one row, or on one cell of it. */
export interface DraftRemark {
  entityId: string;
  /** null: on the row. */
  path: string | null;
  opinion: string;
}

/**
 * Keeps the draft as it is until its promotion is recorded, where several processes write: the promotion stands in the
 * budget's stream, and what would change the draft stands in the draft's. Makes no version of the draft.
 */
export interface DraftHeld {
  /**
   * The version of the budget that the promotion will be. Once the budget has another save of that version, the draft is
   * held no longer. null: the promotion was given up.
   */
  asVersion: number | null;
}

/** Ends the save that made the budget's table the result of the merge with the draft. */
export interface DraftPromoted {
  draftId: string;
  /** The draft's version that was approved, and merged. */
  version: number;
  base: DraftBase;
  /** SHA-256 of what the promotion did, cells and choices: what the preview had shown. null: not kept then. */
  changesHash: string | null;
  /** SHA-256 of the table that came out. */
  contentHash: string;
}

/** The newest `schemaVersion` of each. */
export const draftSchemaVersions: Record<DraftEvent['type'], number> = {
  DraftOpened: 2,
  DraftSubmitted: 1,
  SubmissionWithdrawn: 1,
  DraftReturned: 1,
  DraftApproved: 1,
  DraftRefreshed: 2,
  DraftConvertedToAdjustment: 1,
  DraftDiscarded: 1,
  DraftHeld: 1,
  DraftPromoted: 2,
};
