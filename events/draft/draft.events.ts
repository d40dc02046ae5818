import type { Fact } from '../envelope.js';

/**
 * Facts about a draft (草案): a branch of one budget from one of its versions. They stand in its own stream
 * (`draft-<id>`), beside the edits made in it, which are a budget's; but for `DraftPromoted`, which stands in the
 * budget's. Names and fields are the storage format.
 */
export type DraftEvent =
  | Fact<'DraftOpened', DraftOpened>
  | Fact<'DraftSubmitted', { version: number }>
  | Fact<'DraftReturned', DraftReturned>
  | Fact<'DraftApproved', { version: number; opinion: string | null }>
  | Fact<'DraftRefreshed', { base: DraftBase }>
  | Fact<'DraftDiscarded', { draftId: string }>
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
  /** 调整: it was opened when 二下 had been sealed. */
  adjustment: boolean;
}

/** `version`: of the draft, as it stood; that it was submitted is a save of its own, which changed no cell. */
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

/** The save that this event ends made the budget's table what the merge with the draft gave. */
export interface DraftPromoted {
  draftId: string;
  /** The draft's version that was approved, and merged. */
  version: number;
  base: DraftBase;
  /** SHA-256 of the table that came out: what the preview had shown. */
  contentHash: string;
}

/** The newest `schemaVersion` of each. */
export const draftSchemaVersions: Record<DraftEvent['type'], number> = {
  DraftOpened: 1,
  DraftSubmitted: 1,
  DraftReturned: 1,
  DraftApproved: 1,
  DraftRefreshed: 1,
  DraftDiscarded: 1,
  DraftPromoted: 1,
};
