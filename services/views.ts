/** What queries answer with: plain values that resolvers hand on. */
import type { OpenedFrom } from '../events/budget/budget.events.js';
import type { Position } from '../events/position.js';
import type { Comparator } from '../events/target.js';
import type { IndicatorClass, Taxonomy } from '../events/taxonomy.js';
import type { ChangedCell, EntityKind, EntityStatus, FundingSums } from '../projections/rows.js';
import type { Basis } from './points.js';
import type { Annotated } from './recorded.js';

/** A page of a list: some rows behind a cursor (null: from the start), or some before one (null: up to the end). */
export type ConnectionArguments = ForwardArguments | BackwardArguments;

export interface ForwardArguments {
  first: number;
  after: string | null;
}

export interface BackwardArguments {
  last: number;
  before: string | null;
}

export interface ConnectionView<Node> {
  edges: { cursor: string; node: Node }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  basis: Basis;
  count(): Promise<{ value: number; exact: boolean }>;
}

/** Changed cells, each with what was said later about its save, by the list's basis, oldest first. */
export interface ChangeListView extends ConnectionView<ChangedCell> {
  edges: ({ cursor: string; node: ChangedCell } & Annotated)[];
  /**
   * Rows that more than so many saves have edited, by the changes that match but those with which a row came (ADDED); most
   * edited first, then newest.
   * @throws QueryError TOO_MANY_ROWS; INVALID_INPUT for a number below 0
   */
  editedRows(moreThan: number): Promise<EditedRowView[]>;
}

/** A row that was edited; annotated is its last change. */
export interface EditedRowView extends Annotated {
  entityId: string;
  /** Number of saves that edited it. */
  edits: number;
  /** Its newest change that matches. */
  lastChange: ChangedCell;
}

/** 预算单位. */
export interface UnitView {
  /** Key. */
  unit: string;
  name: string;
}

/** What a table consists of, in printed order, without the cells of its rows. */
export interface OutlineView {
  rowCount: number;
  fundUserCount: number;
  projectCount: number;
  /** Of all rows and their order. */
  rowsHash: string;
  /** So many at most, from a place on. */
  rows(from: number, limit: number): Promise<OutlineRowView[]>;
}

export interface OutlineRowView {
  /** Among the rows of both kinds, from 1. */
  place: number;
  entityId: string;
  entityKind: 'FUND_USER' | 'PROJECT';
  /** null: it is a fund user. */
  parentId: string | null;
  contentHash: string;
}

/** Exact sums. */
export interface TotalsView extends FundingSums {
  total: string;
}

/** What a project's cells hold; null: blank. The total is derived. */
export interface FundingView extends Blanks<FundingSums> {
  total: string;
}

/** What a document prints in a fund user's row; null: blank. */
export type DeclaredView = Blanks<TotalsView>;

type Blanks<Amounts> = { [Cell in keyof Amounts]: string | null };

export interface BudgetView {
  id: string;
  name: string;
  /** Key; the name is the budget's. */
  unit: string;
  fiscalYear: number;
  taxonomy: Taxonomy;
  basis: Basis & { version: number };
  contentHash: string;
  /** The earlier table that its first rows were taken over from; null: none. */
  openedFrom: OpenedFrom | null;
  totals: TotalsView;
  /** Root node of the table's content tree. */
  treeRoot: string;
  /** Where its rows are looked up; null: the budget's own. */
  branch: BranchView | null;
}

/** A draft's table has its own rows, and where it has none those of its budget at `openedOn`. */
export interface BranchView {
  draftId: string;
  openedOn: Position;
  /** Of the budget: the version that the draft was opened on or last refreshed with. */
  baseVersion: number;
}

export interface FundUserView {
  id: string;
  /** Among the fund users in force, from 1; 0: withdrawn. */
  ordinal: number;
  name: string;
  status: EntityStatus;
  /** null: the document declared nothing. */
  declaredTotals: DeclaredView | null;
  /** Id of the earlier table's row that it was taken over from; null: none. */
  lineage: string | null;
  budget: BudgetView;
  orderKey: string;
}

export interface ProjectView {
  id: string;
  /** Among the budget's projects in force, from 1; 0: withdrawn; null: not counted yet, ask `projectOrdinal`. */
  ordinal: number | null;
  name: string;
  fundUserId: string;
  funding: FundingView;
  declaredTotal: string | null;
  /** null: blank. */
  goal: string | null;
  lineage: string | null;
  status: EntityStatus;
  contentHash: string;
  /** Save that last changed it or its indicators; null: not looked up yet, ask `projectVersion`. */
  version: number | null;
  basis: Basis & { version: number };
  budget: BudgetView;
  orderKey: string;
  /** In force, in printed order. */
  indicators: IndicatorView[];
}

/** A target's text and its reading; the members of the reading are null where the text is QUALITATIVE. */
export interface TargetView {
  text: string;
  kind: 'QUANTITATIVE' | 'QUALITATIVE';
  comparator: Comparator | null;
  value: string | null;
  measure: string | null;
}

export interface IndicatorView {
  id: string;
  /** Within its project, from 1; 0: withdrawn. */
  ordinal: number;
  level1: IndicatorClass;
  level2: IndicatorClass;
  name: string;
  /** null: blank. */
  cycleTarget: TargetView | null;
  annualTarget: TargetView | null;
  lineage: string | null;
  status: EntityStatus;
  project: ProjectView;
}

export interface Check {
  /** DECLARED_TOTAL_DIFFERS, … : see the field's description. */
  code: string;
  entityId: string;
  entityKind: EntityKind;
  /** The cell that the check is about. */
  path: string;
  declared: string;
  derived: string;
  message: string;
  messageEn: string;
}
