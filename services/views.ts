/** What queries answer with: plain values that resolvers hand on. */
import type { OpenedFrom } from '../events/budget/budget.events.js';
import type { DraftStatus } from '../events/draft/draft.state.js';
import type { ActorRef } from '../events/envelope.js';
import type { Position } from '../events/position.js';
import type { Comparator } from '../events/target.js';
import type { IndicatorClass, Taxonomy } from '../events/taxonomy.js';
import type { RecordedEvent } from '../events/upcast.js';
import type { DraftPromotion, DraftRow, ReviewRound } from '../projections/draft-rows.js';
import type { EntityKind, EntityStatus, FundingSums, SaveRow } from '../projections/rows.js';
import type { AnnotationRow, Deed, SealRow } from '../projections/sealing-rows.js';

/** The one point that an answer is read at (基准). */
export interface Basis {
  position: Position;
  /** The ledger's clock there, RFC 3339 UTC. */
  recordedAt: string;
  /** Of the one budget that the answer is about; null for answers over many. */
  version: number | null;
  /** The draft that it is about, whose versions are its own; absent: the budget itself, or many. */
  draftId?: string;
}

/** Exactly one member. `time`: RFC 3339 with an offset. `date`: YYYY-MM-DD, the end of that day in Asia/Shanghai. */
export interface At {
  version?: number | null;
  time?: string | null;
  date?: string | null;
  position?: string | null;
  /** The sealed version of the seal's budget; also of a seal that was withdrawn. */
  sealId?: string | null;
  draft?: DraftAt | null;
}

/** A draft now, or at one of its own versions (0: its base), or at a time; not both. */
export interface DraftAt {
  id: string;
  version?: number | null;
  time?: string | null;
}

/** Arguments that every root field takes. `head`: the basis that the operation's fields without `at` share. */
export interface Reading {
  at: At | null;
  head: Basis;
}

export interface ConnectionArguments {
  first: number;
  after: string | null;
}

export interface ConnectionView<Node> {
  edges: { cursor: string; node: Node }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  basis: Basis;
  count(): Promise<{ value: number; exact: boolean }>;
}

export interface FundingView extends FundingSums {
  total: string;
}

export interface BudgetView {
  id: string;
  name: string;
  unit: { key: string; name: string };
  fiscalYear: number;
  taxonomy: Taxonomy;
  basis: Basis & { version: number };
  contentHash: string;
  /** The earlier table that its first rows were taken over from; null: none. */
  openedFrom: OpenedFrom | null;
  totals: FundingView;
  /** Root node of the table's content tree. */
  treeRoot: string;
  /** Where its rows are looked up; null: the budget's own. */
  branch: BranchView | null;
}

/** A draft's table has its own rows, and where it has none those of its budget at `openedOn`. */
export interface BranchView {
  draftId: string;
  openedOn: Position;
}

/** A draft (草案) as it was at a point. */
export interface DraftView extends Pick<DraftRow, 'budgetId' | 'name' | 'adjustment' | 'version'> {
  id: string;
  status: DraftStatus;
  /** Of the budget: the version that it was made out of or last refreshed with, and the one that it was opened on. */
  baseVersion: number;
  openedOnVersion: number;
  openedBy: ActorRef;
  openedAt: string;
  reason: string | null;
  basisDocument: string | null;
  /** Of those who edited it and on whose behalf. */
  editors: { id: string }[];
  rounds: ReviewRoundView[];
  /** As long as the approval stands. */
  approvedBy: ActorRef | null;
  approvedAt: string | null;
  promotedAs: (DeedView & Pick<DraftPromotion, 'contentHash'> & { version: number; draftVersion: number }) | null;
  discarded: DeedView | null;
  /** `version` is the draft's. */
  basis: Basis & { version: number };
}

export interface ReviewRoundView extends Pick<ReviewRound, 'version' | 'outcome' | 'opinion' | 'remarks'> {
  /** From 1. */
  number: number;
  submittedBy: ActorRef;
  submittedAt: string;
  /** Null as long as nothing was decided. */
  decidedBy: ActorRef | null;
  decidedAt: string | null;
  basisDocument: string | null;
  voidedByVersion: number | null;
}

/** That somebody did something, when and why. */
export interface DeedView extends Pick<Deed, 'position' | 'reason' | 'basisDocument'> {
  at: string;
  by: ActorRef;
}

export interface FundUserView {
  id: string;
  /** Among the fund users in force, from 1; 0: withdrawn. */
  ordinal: number;
  name: string;
  status: EntityStatus;
  /** null: the document declared nothing. */
  declaredTotals: FundingView | null;
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
  goal: string;
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
  unit: string | null;
}

export interface IndicatorView {
  id: string;
  /** Within its project, from 1; 0: withdrawn. */
  ordinal: number;
  level1: IndicatorClass;
  level2: IndicatorClass;
  name: string;
  cycleTarget: TargetView;
  annualTarget: TargetView;
  lineage: string | null;
  status: EntityStatus;
  project: ProjectView;
}

/** A seal, and who withdrew it, if that has happened at the point that it is read at. */
export interface SealView extends Omit<SealRow, 'sealId' | 'recordedAt' | 'savedAs'> {
  id: string;
  sealedAt: string;
  withdrawn: DeedView | null;
}

/** A save, with what was said about it by the point that it is read at; looked up for a whole page at once. */
export type VersionView = SaveRow & { annotations(): Promise<AnnotationRow[]> };

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

export type NodeView =
  | { kind: 'BUDGET'; budget: BudgetView }
  | { kind: 'FUND_USER'; fundUser: FundUserView }
  | { kind: 'PROJECT'; project: ProjectView }
  | { kind: 'INDICATOR'; indicator: IndicatorView }
  | { kind: 'EVENT'; event: LedgerEventView }
  | { kind: 'DRAFT'; draft: DraftView };

export type LedgerEventView = RecordedEvent & { position: Position };
