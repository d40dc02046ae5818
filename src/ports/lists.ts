/** What lists of a read model can be asked, and how they are paged. */
import type { Position } from '../../events/position.js';
import type { ChangeKind, EntityKind, EntityStatus, FundingSums, TargetEffect } from '../../projections/rows.js';

/** `first` rows after the row whose sort key is `after` (exclusive; null: from the start). */
export interface Page {
  first: number;
  after: string | null;
}

/** Rows with the sort key of each (what `after` of the next page takes). */
export interface Paged<Row> {
  rows: { key: string; row: Row }[];
  /** Whether there are rows behind the last one. */
  more: boolean;
}

export interface BudgetFilter {
  unitKey?: string;
  fiscalYear?: number;
}

export interface ProjectFilter {
  budgetId?: string;
  unitKey?: string;
  fiscalYear?: number;
  fundUserId?: string;
  /** Substring, to the letter. */
  nameContains?: string;
  /** Projects with money from this source. */
  fundedBy?: keyof FundingSums;
  /** Decimals, inclusive. */
  totalAtLeast?: string;
  totalAtMost?: string;
  /** Default: ACTIVE. */
  status?: EntityStatus;
}

/** Ties are broken by printed order. PLACE: fiscal year (newest first), unit, printed order. */
export type ProjectOrder = 'PLACE' | 'NAME' | 'TOTAL_DESCENDING' | 'TOTAL_ASCENDING';

export interface IndicatorFilter {
  budgetId?: string;
  projectId?: string;
  unitKey?: string;
  fiscalYear?: number;
  level1?: string;
  level2?: string;
  nameContains?: string;
  /** Of the annual target. */
  kind?: 'QUANTITATIVE' | 'QUALITATIVE';
  /** Substring of either target's text. */
  targetContains?: string;
  /** Default: ACTIVE. */
  status?: EntityStatus;
}

/** Members that are given must all hold. */
export interface ChangeFilter {
  budgetId?: string;
  unitKey?: string;
  fiscalYear?: number;
  /** The project itself and its indicators. */
  projectId?: string;
  entityId?: string;
  entityKind?: EntityKind;
  /** The whole path of the cell. */
  path?: string;
  kind?: ChangeKind;
  effect?: TargetEffect;
  /** Of the delta; a cell without one has no sign. */
  deltaSign?: DeltaSign;
  actorId?: string;
  /** Substrings, to the letter: no wildcards, no case folding. */
  reason?: string;
  basisDocument?: string;
  /** Substring of the value before, the value after or the row's name, to the letter. */
  text?: string;
  /** Only changes behind this position. */
  behind?: Position;
  /** Absent: what changed in budgets. */
  drafts?: DraftsAsked;
}

/**
 * Drafts' own changes: theirs beside the budgets', those of one draft alone, or a table as it is seen from a draft,
 * which is what the draft changed, and what its budget had changed up to where it was opened.
 */
export type DraftsAsked = 'INCLUDED' | { only: string } | { seenFrom: Branch };

/** A draft as a place to read rows at: its own, and where it has none those of its budget at `openedOn`. */
export interface Branch {
  draftId: string;
  openedOn: Position;
}

export type DeltaSign = 'NEGATIVE' | 'ZERO' | 'POSITIVE';

/** By position, then by ordinal within the event: both descending, or both ascending. */
export type ChangeOrder = 'NEWEST_FIRST' | 'OLDEST_FIRST';

/** One cell of one row. */
export interface CellAddress {
  entityId: string;
  path: string;
}

/** A number of rows, counted up to a bound. */
export interface Count {
  value: number;
  /** False: there are at least `value`. */
  exact: boolean;
}
