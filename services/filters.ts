/**
 * What lists can be narrowed by. Members that are given must all hold; texts are compared to the letter, without
 * wildcards or case folding. An empty text asks for what has none, and is refused where there is nothing without one.
 */
import type { DraftStatus } from '../events/draft/draft.state.js';
import type { EventSource } from '../events/envelope.js';
import type { ChangeKind, EntityKind, EntityStatus, FundingSums, TargetEffect } from '../projections/rows.js';
import type { SaveKind } from '../projections/sealing-rows.js';

export interface BudgetFilter {
  /** Key of the unit. */
  unit?: string;
  fiscalYear?: number;
}

export interface DraftFilter {
  budgetId?: string;
  /** Any of them; absent: all. */
  statuses?: readonly DraftStatus[];
}

export interface ProjectFilter {
  budgetId?: string;
  unit?: string;
  fiscalYear?: number;
  fundUserId?: string;
  /** Substring. */
  nameContains?: string;
  /** Projects with money from this source. */
  fundedBy?: keyof FundingSums;
  /** Decimals, inclusive. */
  totalAtLeast?: string;
  totalAtMost?: string;
  /** Default: ACTIVE. */
  status?: EntityStatus;
}

/** Of the projects, or the indicators, of one table. */
export type TableFilter = Omit<ProjectFilter, 'budgetId' | 'unit' | 'fiscalYear'>;
export type TableIndicatorFilter = Omit<IndicatorFilter, 'budgetId' | 'unit' | 'fiscalYear'>;

/**
 * Of a list: by one thing, and where that is equal by place. Descending is the very reverse of ascending, so that both are
 * one walk. PLACE: fiscal year (newest first), unit, printed order.
 */
export type Order<By extends string> = `${By}_ASC` | `${By}_DESC`;

/** What an order is by. */
export type OrderedBy<Given> = Given extends Order<infer By> ? By : never;

export type ProjectOrder = Order<'PLACE' | 'NAME' | 'TOTAL'>;
export type IndicatorOrder = Order<'PLACE' | 'NAME' | 'CLASS'>;
export type BudgetOrder = Order<'PLACE' | 'UNIT' | 'TOTAL'>;
/** The cells of one event stand in printed order either way. */
export type ChangesOrder = Order<'TIME'>;
/** When it was moved last: saved, submitted, decided, promoted. */
export type DraftOrder = Order<'TIME'>;

export interface IndicatorFilter {
  budgetId?: string;
  projectId?: string;
  unit?: string;
  fiscalYear?: number;
  level1?: string;
  level2?: string;
  nameContains?: string;
  /** Substring of either target's text; '': one of them is blank. */
  targetContains?: string;
  /** Of the annual target. */
  kind?: 'QUANTITATIVE' | 'QUALITATIVE';
  /** Default: ACTIVE. */
  status?: EntityStatus;
}

/** Of changed cells by what they are, whatever the stretch of the ledger. */
export interface ChangedCellFilter {
  budgetId?: string;
  unit?: string;
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
  /** Who set the cell: of a merge whoever had set it in the table that was taken in, else the actor. */
  editorId?: string;
  source?: EventSource['kind'];
  /** Substrings of what the save itself said, or of what a correction by then says it should have; '': none. */
  reason?: string;
  basisDocument?: string;
  /** Substring of the value before, the value after or the row's name. */
  text?: string;
}

export type DeltaSign = 'NEGATIVE' | 'ZERO' | 'POSITIVE';

/** A stretch of the ledger. */
export interface Stretch {
  /** After `from`, up to and including `to`: what was recorded between two bases. */
  positions?: { from?: string | null; to?: string | null };
  /** RFC 3339 with an offset, both inclusive, by the ledger's clock. */
  times?: { from?: string | null; to?: string | null };
}

/** Changed cells, and the stretch of the ledger in which they changed. */
export interface ChangeFilter extends ChangedCellFilter, Stretch {
  /** Not only what changed in budgets, but also what changed in drafts. */
  includeDrafts?: boolean;
  /** What changed in this draft alone. */
  draftId?: string;
  /** Both inclusive; of the draft that `draftId` names, else of the one budget that `budgetId` names. */
  versions?: { from?: number | null; to?: number | null };
}

/** Saves of budgets and drafts; one that changed no cell is a save, too. */
export interface SaveFilter {
  /** Of the budget or of a draft of it. */
  budgetId?: string;
  draftId?: string;
  unit?: string;
  fiscalYear?: number;
  /** Who did it, or set what it took in. */
  personId?: string;
  /** One of these. */
  kinds?: readonly SaveKind[];
  sources?: readonly EventSource['kind'][];
  /** Substrings of what the save itself said, or of what a correction by then says it should have; '': none. */
  reason?: string;
  basisDocument?: string;
  /** Approvals and promotions by somebody who had opened or edited the draft, or had it done on their behalf. */
  ownWork?: boolean;
}

/** Saves, and the stretch of the ledger in which they were made. */
export interface LedgerSavesFilter extends SaveFilter, Stretch {
  /** A day in Asia/Shanghai, YYYY-MM-DD. */
  date?: string;
}
