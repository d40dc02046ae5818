/**
 * The read model: what the folds in `projections/` made of the events, kept so that every question has its answer
 * ready. Derived: it can be thrown away and built again from the event store.
 *
 * Writing is one writer's; reading is safe beside it, in another thread or process. All reading is at a position or a
 * version, so what a reader gets does not change while the writer goes on.
 */
import type { Position } from '../../events/position.js';
import type {
  BudgetRow,
  ChangedCell,
  EntityKind,
  FundingSums,
  FundUserVersion,
  IndicatorVersion,
  ProjectedSave,
  ProjectVersion,
  SaveRow,
} from '../../projections/rows.js';
import type { DraftPromotion, DraftRow } from '../../projections/draft-rows.js';
import type { AnnotationRow, ControlNumberRow, SealRow, WithdrawnSeal } from '../../projections/sealing-rows.js';

import type {
  Branch,
  BudgetFilter,
  CellAddress,
  ResolvedChangeFilter,
  ChangeOrder,
  Count,
  IndicatorFilter,
  Page,
  Paged,
  ProjectFilter,
  ProjectOrder,
} from './lists.js';

export type * from './lists.js';

export interface Checkpoint {
  /** Last position whose save has been applied; `ledgerStart` before the first. */
  position: Position;
  /** The ledger's clock there (RFC 3339 UTC); the empty string before the first save. */
  clock: string;
}

/** A projection met an event that it cannot apply, and stopped there. */
export interface Halt {
  position: Position;
  eventId: string;
  message: string;
  /** RFC 3339 UTC. */
  since: string;
}

export interface Snapshot {
  stream: string;
  /** Of the last event folded in. */
  revision: number;
  body: string;
}

export interface ReadModelWriter {
  checkpoint(): Promise<Checkpoint>;

  /**
   * Applies saves and moves the checkpoint, together: after a crash either all of it is there or none.
   * MUST be idempotent where the engine has no transaction (a save at or before the checkpoint changes nothing).
   * Snapshots replace the stream's older one.
   */
  apply(saves: readonly ProjectedSave[], snapshots: readonly Snapshot[], checkpoint: Checkpoint): Promise<void>;

  /** Remembered until the next `apply`. Where no copy serves yet, the one that halted does. */
  halt(halt: Halt): Promise<void>;

  /** Of the copy that this writer fills. */
  content(hash: string): Promise<string | null>;
  draft(draftId: string): Promise<DraftRow | null>;
  saveAt(tableId: string, at: { version: number } | { position: Position }): Promise<SaveRow | null>;
  snapshot(stream: string): Promise<Snapshot | null>;

  /**
   * Makes the copy that this writer has filled the one that readers are answered from, in one step; before, no reader
   * sees it. Whoever calls it has filled it as far as the one that serves: a feed goes on behind a position.
   */
  serve(): Promise<void>;

  close(): Promise<void>;
}

/** A draft as it was at a position. */
export interface DraftAt {
  draft: DraftRow;
  promoted: DraftPromotion | null;
}

/** A seal at a position: with who withdrew it, if that had happened by then. */
export interface SealAt {
  seal: SealRow;
  withdrawn: WithdrawnSeal | null;
}

/** Every question takes the position that it is asked at; rows of later saves MUST NOT show. */
export interface ReadModel {
  status(): Promise<Checkpoint & { halt: Halt | null }>;

  /** Waits until the checkpoint has reached the position; false if it has not within the time, or a projection halted. */
  reached(position: Position, timeoutMs: number): Promise<boolean>;

  /** Waits until the checkpoint is behind the position, or the signal aborts. */
  advanced(position: Position, signal: AbortSignal): Promise<void>;

  /** End of the save that the position lies in or behind: what a reader of the position sees. `ledgerStart`: nothing. */
  saveEnd(position: Position): Promise<Position>;

  /** Last position whose clock is not later than the time (RFC 3339 UTC, milliseconds); `ledgerStart` if none. */
  positionAt(time: string): Promise<Position>;

  /** The save that ends at or before the position, whatever its budget; null at the start. */
  lastSave(position: Position): Promise<SaveRow | null>;

  kindOf(id: string): Promise<EntityKind | 'EVENT' | 'DRAFT' | null>;
  eventPosition(eventId: string): Promise<Position | null>;

  budget(budgetId: string): Promise<BudgetRow | null>;
  budgets(filter: BudgetFilter, position: Position, page: Page): Promise<Paged<{ budget: BudgetRow; save: SaveRow }>>;
  countBudgets(filter: BudgetFilter, position: Position, bound: number): Promise<Count>;
  /** Exact sums over all budgets that match. */
  budgetTotals(filter: BudgetFilter, position: Position): Promise<FundingSums>;

  /**
   * Exactly that version, or the last one at or before the position; null: there is none.
   * @param tableId of a budget; or of a draft, whose saves are its own, from 0
   */
  saveAt(tableId: string, at: { version: number } | { position: Position }): Promise<SaveRow | null>;
  /** Newest first, none later than `version`. The sort key is opaque. */
  saves(tableId: string, version: number, page: Page): Promise<Paged<SaveRow>>;

  /** Every draft of the budget, in the order in which they were opened. */
  drafts(budgetId: string, position: Position): Promise<DraftAt[]>;
  /** null: unknown, or not opened yet. */
  draft(draftId: string, position: Position): Promise<DraftAt | null>;

  /** Every seal of the budget, in the order of sealing. */
  seals(budgetId: string, position: Position): Promise<SealAt[]>;
  /** null: unknown, or not sealed yet. */
  seal(sealId: string, position: Position): Promise<SealAt | null>;
  /** The one in force; null: none was issued by then. */
  controlNumber(budgetId: string, position: Position): Promise<ControlNumberRow | null>;
  /** What was said by then about each of the saves, oldest first; a seek for each version, in the order given. */
  annotations(budgetId: string, versions: readonly number[], position: Position): Promise<AnnotationRow[][]>;

  /** Bodies by hash; an unknown hash is an error of the store. */
  contents(hashes: readonly string[]): Promise<string[]>;

  /** The row that holds at the position (a draft's rows only where its branch is asked for), for each id in the order given; null where there is none yet. A seek each. */
  fundUserVersions(ids: readonly string[], position: Position, branch?: Branch): Promise<(FundUserVersion | null)[]>;
  projectVersions(ids: readonly string[], position: Position, branch?: Branch): Promise<(ProjectVersion | null)[]>;
  indicatorVersions(ids: readonly string[], position: Position, branch?: Branch): Promise<(IndicatorVersion | null)[]>;

  projects(filter: ProjectFilter, order: ProjectOrder, position: Position, page: Page): Promise<Paged<ProjectVersion>>;
  countProjects(filter: ProjectFilter, position: Position, bound: number): Promise<Count>;
  indicators(filter: IndicatorFilter, position: Position, page: Page): Promise<Paged<IndicatorVersion>>;
  countIndicators(filter: IndicatorFilter, position: Position, bound: number): Promise<Count>;

  /** At or before the position. A key means the same row in both orders, so that one can go on from the other. */
  changes(
    filter: ResolvedChangeFilter,
    order: ChangeOrder,
    position: Position,
    page: Page,
  ): Promise<Paged<ChangedCell>>;
  countChanges(filter: ResolvedChangeFilter, position: Position, bound: number): Promise<Count>;
  /** For each cell, in the order given, the change that set it last, at or before the position; null: none. A seek each. */
  lastChanges(cells: readonly CellAddress[], position: Position, branch?: Branch): Promise<(ChangedCell | null)[]>;

  snapshot(stream: string): Promise<Snapshot | null>;

  close(): Promise<void>;
}
