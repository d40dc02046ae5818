/**
 * What lists can be narrowed by. Members that are given must all hold; of a list of values one has to. Texts are found
 * anywhere, without wildcards, and without regard to width and case (`projections/search/search-key.ts`) unless `exact`
 * is asked; an empty text asks for what has none, and is refused where there is nothing without one.
 */
import type { DraftStatus } from '../events/draft/draft.state.js';
import type { EventSource } from '../events/envelope.js';
import type { ChangeKind, EntityKind, EntityStatus, FundingSums, TargetEffect } from '../projections/rows.js';
import type { SaveKind } from '../projections/sealing-rows.js';

/** The most values that a list of a filter takes. */
export const filterValues = 500;

export interface BudgetFilter {
  budgetIds?: readonly string[];
  /** Keys of units. */
  units?: readonly string[];
  fiscalYears?: readonly number[];
  /** Ids of the tables of indicator classes that they were written under. */
  taxonomies?: readonly string[];
  /** In the name of the budget, which is its unit's as printed, at the list's point. */
  text?: string;
  exact?: boolean;
}

export interface DraftFilter {
  budgetIds?: readonly string[];
  /** Keys of units whose budgets they are drafts of. */
  units?: readonly string[];
  /** Any of them; absent: all. */
  statuses?: readonly DraftStatus[];
}

/** Decimals, both inclusive. */
export interface Range {
  min?: string | null;
  max?: string | null;
}

/**
 * Of targets that are numbers in units of one family: 万人 and 人, or %, ‰ and a bare number. `min` and `max` are in
 * `measure`; whatever else a target is, it is not found.
 */
export interface TargetRange extends Range {
  /** null, absent: numbers without a unit. */
  measure?: string | null;
}

/** Where the text of a project is looked for. */
export type ProjectText = 'NAME' | 'GOAL';

export interface ProjectFilter {
  budgetIds?: readonly string[];
  units?: readonly string[];
  fiscalYears?: readonly number[];
  fundUserIds?: readonly string[];
  text?: string;
  /** Default: both. */
  textIn?: readonly ProjectText[];
  exact?: boolean;
  /** Projects with money from one of these sources. */
  fundedBy?: readonly (keyof FundingSums)[];
  total?: Range;
  /** By source; a blank cell is zero. */
  funding?: Partial<Record<keyof FundingSums, Range>>;
  /** Whether one of its indicators that is not withdrawn has a target. */
  hasTargets?: boolean;
  /** Default: ACTIVE. */
  status?: EntityStatus;
}

/** Of the projects, or the indicators, of one table. */
export type TableFilter = Omit<ProjectFilter, 'budgetIds' | 'units' | 'fiscalYears'>;
export type TableIndicatorFilter = Omit<IndicatorFilter, 'budgetIds' | 'units' | 'fiscalYears'>;

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
export type SavesOrder = Order<'TIME'>;
/** When it was moved last: saved, submitted, decided, promoted. */
export type DraftOrder = Order<'TIME'>;

/** Where the text of an indicator is looked for. */
export type IndicatorText = 'NAME' | 'CYCLE_TARGET' | 'ANNUAL_TARGET';

export interface IndicatorFilter {
  budgetIds?: readonly string[];
  projectIds?: readonly string[];
  units?: readonly string[];
  fiscalYears?: readonly number[];
  /** Codes of classes of level 1, and of level 2. */
  level1Codes?: readonly string[];
  level2Codes?: readonly string[];
  text?: string;
  /** Default: all three. */
  textIn?: readonly IndicatorText[];
  exact?: boolean;
  /** Whether one of the targets is blank. */
  hasBlankTarget?: boolean;
  /** Whether both targets are written and ask the same. */
  hasEqualTargets?: boolean;
  /** Whether its project was taken over from an earlier year's table. */
  takenOver?: boolean;
  /** Of the annual target. */
  kinds?: readonly ('QUANTITATIVE' | 'QUALITATIVE')[];
  cycleTarget?: TargetRange;
  annualTarget?: TargetRange;
  /** Default: ACTIVE. */
  status?: EntityStatus;
}

/** Of changed cells by what they are, whatever the stretch of the ledger. */
export interface ChangedCellFilter {
  budgetIds?: readonly string[];
  units?: readonly string[];
  fiscalYears?: readonly number[];
  /** The projects themselves and their indicators. */
  projectIds?: readonly string[];
  entityIds?: readonly string[];
  entityKinds?: readonly EntityKind[];
  /** Whole paths of cells. */
  paths?: readonly string[];
  kinds?: readonly ChangeKind[];
  effects?: readonly TargetEffect[];
  /** Of the delta; a cell without one has no sign. */
  deltaSigns?: readonly DeltaSign[];
  actorIds?: readonly string[];
  /** Set the cell: of a merge whoever had set it in the table that was taken in, else the actor. */
  editorIds?: readonly string[];
  sources?: readonly EventSource['kind'][];
  /** What the save itself said, or what a correction by then says it should have; '': none. */
  reason?: string;
  basisDocument?: string;
  /** In the value before, the value after or the row's name. */
  text?: string;
  /** Of all three texts. */
  exact?: boolean;
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
  /** Both inclusive; of the draft that `draftId` names, else of the one budget that `budgetIds` names. */
  versions?: { from?: number | null; to?: number | null };
}

/** Saves of budgets and drafts; one that changed no cell is a save, too. */
export interface SaveFilter {
  /** Of these budgets or of drafts of them. */
  budgetIds?: readonly string[];
  draftId?: string;
  units?: readonly string[];
  fiscalYears?: readonly number[];
  /** Who did it, or set what it took in. */
  personIds?: readonly string[];
  kinds?: readonly SaveKind[];
  sources?: readonly EventSource['kind'][];
  /** What the save itself said, or what a correction by then says it should have; '': none. */
  reason?: string;
  basisDocument?: string;
  /** Of both texts. */
  exact?: boolean;
  /** Approvals and promotions by somebody who had opened or edited the draft, or had it done on their behalf. */
  ownWork?: boolean;
}

/** Saves, and the stretch of the ledger in which they were made. */
export interface LedgerSavesFilter extends SaveFilter, Stretch {
  /** A day in Asia/Shanghai, YYYY-MM-DD. */
  date?: string;
}

/** What projects that match are summed by. */
export type ProjectGrouping = 'BUDGET' | 'FUND_USER' | 'UNIT' | 'FISCAL_YEAR' | 'SOURCE';

/** What indicators that match are counted by. */
export type IndicatorGrouping = 'BUDGET' | 'PROJECT' | 'UNIT' | 'FISCAL_YEAR' | 'LEVEL1' | 'LEVEL2' | 'KIND';
