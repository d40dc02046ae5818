import type { DeclaredTotals, Funding } from '../events/budget/budget.events.js';
import type { EntityKind } from '../events/budget/cells.js';
import type { ActorRef, EventSource } from '../events/envelope.js';
import type { Amount } from '../events/money.js';
import type { Position } from '../events/position.js';
import type { TargetEffect } from '../events/target-effect.js';
import type { DraftPromotion, DraftRow } from './draft-rows.js';
import type { SaveKind, SealingRows } from './sealing-rows.js';

/**
 * What the folds make of one save, in the words of the domain. A read model stores these rows as its engine likes best
 * and answers the questions of `ReadModel` from them.
 */
export interface ProjectedSave {
  save: SaveRow;
  /** Only for the save that opens a budget. */
  budget: BudgetRow | null;
  fundUsers: FundUserVersion[];
  projects: ProjectVersion[];
  indicators: IndicatorVersion[];
  /** Documents and nodes by SHA-256 (hex), canonical JSON; many saves share one. */
  contents: ReadonlyMap<string, string>;
  changes: ChangedCell[];
  events: { eventId: string; position: Position }[];
  sealing: SealingRows;
  /** Of a draft's save: the draft after it. */
  draft: DraftRow | null;
  /** Drafts that the save took into the budget. */
  promotions: DraftPromotion[];
}

/** What never changes about a budget. */
export interface BudgetRow {
  budgetId: string;
  unitKey: string;
  fiscalYear: number;
  taxonomy: string;
  /** Of the last event of the save that opened it. */
  openedPosition: Position;
}

/** One save (保存): version n of a budget is the table after the n-th; a draft counts its own, 0 is its base. */
export interface SaveRow {
  budgetId: string;
  /** The draft that was saved; null: the budget itself. */
  draftId: string | null;
  /** Of the budget. */
  unitKey: string;
  fiscalYear: number;
  version: number;
  firstPosition: Position;
  lastPosition: Position;
  /** Revisions of the save's first and last event in its stream. */
  firstRevision: number;
  lastRevision: number;
  /** The ledger's clock at the last position: the running maximum of recordedAt, RFC 3339 UTC. */
  clock: string;
  recordedAt: string;
  actor: ActorRef;
  reason: string | null;
  basisDocument: string | null;
  source: EventSource;
  commandId: string;
  /** SHA-256, hex, of the command's payload. */
  commandHash: string;
  kind: SaveKind;
  /** The table's name, which is its unit's as printed, after the save. */
  name: string;
  /** Number of changed cells. */
  changes: number;
  /** Who set what a merge took in, but for the actor; ids, sorted. */
  editors: string[];
  /** Of an approval or a promotion: whether the actor had opened or edited the draft, or somebody had on their behalf. */
  ownWork: boolean;
  /** SHA-256 of the table's root document: the `contentHash`. */
  contentHash: string;
  /** Root node of the content tree; also in the root document. */
  treeRoot: string;
  /** Exact sums of the projects in force, as decimals. */
  totals: FundingSums;
  projects: number;
}

/** Sums by source, decimals in 万元; `"0"` where nothing was entered. */
export interface FundingSums {
  fiscalAppropriation: string;
  specialAccount: string;
  other: string;
}

export type { EntityKind };
export type EntityStatus = 'ACTIVE' | 'WITHDRAWN';

/** A row's state from one save on; the next version row of the same id ends it. */
interface RowVersion {
  budgetId: string;
  /** Save from which this row holds. */
  version: number;
  /** Of that save's last event. */
  position: Position;
  /** In force, or withdrawn (itself, or with what it hangs from). */
  status: EntityStatus;
  /** Printed order within the budget, plain string comparison. */
  orderKey: string;
}

export interface FundUserVersion extends RowVersion {
  fundUserId: string;
  name: string;
  declared: DeclaredTotals;
  /** Id of the earlier table's row that it was taken over from; null: none. */
  lineage: string | null;
}

export interface ProjectVersion extends RowVersion {
  projectId: string;
  unitKey: string;
  fiscalYear: number;
  /** Of the project's document with its indicators. */
  hash: string;
  fundUserId: string;
  name: string;
  goal: string;
  funding: Funding;
  declaredTotal: Amount | null;
  /** Exact sum of the sources. */
  total: string;
  /** How many indicators that were not withdrawn themselves have a target. */
  targets: number;
}

export interface IndicatorVersion extends RowVersion {
  indicatorId: string;
  projectId: string;
  unitKey: string;
  fiscalYear: number;
  /** Save that last changed the indicator's own cells or status; `version` also moves when its project is moved. */
  changedVersion: number;
  level2: string;
  name: string;
  cycleTarget: string;
  annualTarget: string;
  place: string;
  lineage: string | null;
  /** Of its project; it never changes. */
  projectLineage: string | null;
}

export type { TargetEffect } from '../events/target-effect.js';
export type ChangeKind = 'ADDED' | 'REMOVED' | 'MODIFIED' | 'RENAMED' | 'MOVED' | 'RESTORED';

/** One cell that one event changed. An added or withdrawn row has one for each of its non-blank cells. */
export interface ChangedCell {
  eventId: string;
  /** Of the event. */
  position: Position;
  /** Its number within the event, from 0: `<event id>:<ordinal>` is its id, and never changes. */
  ordinal: number;
  /** Its place among the cells of the event, in the order of the printed table, from 0. */
  rank: number;
  budgetId: string;
  /** The draft that it happened in; null: the budget itself. */
  draftId: string | null;
  /** Of the budget; neither ever changes. */
  unitKey: string;
  fiscalYear: number;
  /** The project that the row is or belongs to; null for budgets and fund users. */
  projectId: string | null;
  entityId: string;
  entityKind: EntityKind;
  /** The row's name after the event. */
  entityName: string;
  kind: ChangeKind;
  /** See `events/budget/cells.ts`. */
  path: string;
  before: string | null;
  after: string | null;
  /** after − before for amounts, and for targets that are numbers in comparable units; else null. */
  delta: string | null;
  /** Of a changed target; else null. */
  effect: TargetEffect | null;
  version: number;
  recordedAt: string;
  actor: ActorRef;
  /** Who set it: of a cell that a merge took in, whoever had set it there; else the actor. */
  editorId: string;
  /** By which way it came. */
  source: EventSource['kind'];
  reason: string | null;
  basisDocument: string | null;
}
