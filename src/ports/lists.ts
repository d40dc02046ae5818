/** What lists of a read model can be asked, and how they are paged. */
import type { Position } from '../../events/position.js';
import type { Corrected } from '../../projections/said.js';
import type { ChangedCellFilter, DraftFilter as AskedDrafts, SaveFilter } from '../../services/filters.js';

export type { Corrected, Said, SaveSpan } from '../../projections/said.js';

export type {
  BudgetFilter,
  BudgetOrder,
  DeltaSign,
  DraftOrder,
  IndicatorFilter,
  IndicatorGrouping,
  IndicatorOrder,
  IndicatorText,
  OrderedBy,
  ProjectFilter,
  ProjectGrouping,
  ProjectOrder,
  ProjectText,
  Range,
  TargetRange,
} from '../../services/filters.js';

/** Where drafts lie is asked by budgets alone: whoever asks by units finds these first. */
export type DraftFilter = Omit<AskedDrafts, 'units'>;

/**
 * Forwards: at most `first` rows behind the one whose sort key is `after`; null: from the start. Backwards: at most `last`
 * rows before the one whose key is `before`; null: up to the end. How a page is read and cut: `paging.ts`.
 */
export type Page = ForwardPage | BackwardPage;

export interface ForwardPage {
  first: number;
  after: string | null;
}

export interface BackwardPage {
  last: number;
  before: string | null;
}

/** In the list's order, whichever way they were read, each with its sort key, which pages in both directions take. */
export interface Paged<Row> {
  rows: Keyed<Row>[];
  /** Whether there are rows beyond: behind the last one; of a page backwards before the first one. */
  more: boolean;
}

export interface Keyed<Row> {
  key: string;
  row: Row;
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
