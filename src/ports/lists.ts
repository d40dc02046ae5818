/** What lists of a read model can be asked, and how they are paged. */
import type { Position } from '../../events/position.js';
import type { Corrected } from '../../projections/said.js';
import type { ChangedCellFilter, SaveFilter } from '../../services/filters.js';

export type { Corrected, Said, SaveSpan } from '../../projections/said.js';

export type { BudgetFilter, DeltaSign, IndicatorFilter, ProjectFilter, ProjectOrder } from '../../services/filters.js';

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

/** Of changes, with what a client says about versions, times and drafts resolved. */
export interface ResolvedChangeFilter extends ChangedCellFilter {
  /** Only changes behind this position. */
  behind?: Position;
  /** Also the changes of these saves. */
  corrected?: Corrected;
  /** Absent: what changed in budgets. */
  drafts?: DraftsAsked;
}

/** The same of saves. */
export interface ResolvedSaveFilter extends SaveFilter {
  /** Only saves behind this position. */
  behind?: Position;
  corrected?: Corrected;
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

/** By position, descending or ascending; the cells of one event always by their rank. */
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
