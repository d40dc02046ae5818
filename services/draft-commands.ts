import type { AdjustmentKind } from '../events/draft/adjustment.js';
import type { DraftRemark } from '../events/draft/draft.events.js';
import type { TableOf } from '../events/identity.js';
import type { Refusal } from '../events/refusal.js';
import type { ConflictingCell } from '../projections/merge/conflicting-cells.js';
import type { MergeConflict } from '../projections/merge/conflicts.js';
import type { Resolution } from '../projections/merge/choices.js';
import type { ChangedCell } from '../projections/rows.js';
import type { AnnotationRow } from '../projections/sealing-rows.js';
import type { CommandAnswer, CommandRequest, Done } from './command.js';

/** Commands about a draft as a whole; edits within it are edits that name it. */
export interface DraftCommands {
  /** Opens a draft: a branch of the budget from one of its versions. */
  openDraft(request: OpenDraftRequest): Promise<CommandAnswer>;
  submitDraft(request: DraftRequest): Promise<CommandAnswer>;
  /** Takes a submission back that nothing was decided about yet. */
  withdrawSubmission(request: DraftRequest): Promise<CommandAnswer>;
  returnDraft(request: ReturnDraftRequest): Promise<CommandAnswer>;
  approveDraft(request: ApproveDraftRequest): Promise<CommandAnswer>;
  discardDraft(request: DraftRequest): Promise<CommandAnswer>;
  /** Makes an adjustment of a draft that was opened before 二下. */
  convertDraftToAdjustment(request: ConvertDraftRequest): Promise<CommandAnswer>;
  /** Takes a draft's changes into its budget: one save. Promoting twice is one promotion. */
  promoteDraft(request: MergeRequest): Promise<MergeAnswer>;
  /** Takes what happened to the budget since into a draft; its base moves. */
  refreshDraft(request: MergeRequest): Promise<MergeAnswer>;
}

export interface OpenDraftRequest extends CommandRequest {
  budgetId: string;
  name: string;
  /** null: what stands now. */
  version: number | null;
  /** After 二下 which kind of adjustment it is; absent: none was said. */
  adjustmentKind?: AdjustmentKind | null;
}

export interface DraftRequest extends CommandRequest {
  draftId: string;
  expectedVersion: number | null;
}

export interface ReturnDraftRequest extends DraftRequest {
  opinion: string;
  remarks: readonly DraftRemark[];
}

export interface ApproveDraftRequest extends DraftRequest {
  opinion: string | null;
}

export interface ConvertDraftRequest extends DraftRequest {
  adjustmentKind: AdjustmentKind;
  /** Whether it may void a submission or an approval; absent: it may not. */
  voidsReview?: boolean;
}

/** Merging a draft with its budget, in either direction. */
export interface MergeRequest extends CommandRequest {
  draftId: string;
  /** Of what the preview showed; null: not said, which a promotion does not allow. */
  changesHash: string | null;
  resolutions: readonly Resolution[];
  /** Of a refresh: whether it may void a submission or an approval; absent: it may not. */
  voidsReview?: boolean;
  dryRun: boolean;
}

/** Something that both sides changed, with who did. */
export interface ConflictView extends Omit<MergeConflict, 'cells'> {
  /** Who withdrew the row, and when; null: it is about a cell. */
  withdrawal: ChangedCell | null;
  /** What was said later about the save that withdrew it. */
  withdrawalAnnotations: AnnotationRow[];
  cells: ConflictCellView[];
}

/** A cell that both sides set, with the change that set it last on each, and what was said later about that change's save. */
export interface ConflictCellView extends ConflictingCell {
  oursChange: ChangedCell | null;
  oursAnnotations: AnnotationRow[];
  theirsChange: ChangedCell | null;
  theirsAnnotations: AnnotationRow[];
}

/** A cell that a merge changes. */
export interface MergedCell extends ChangedCell {
  /** Id of who had set it on the other side; null: nobody had, it comes of the merge as a whole. */
  editor: string | null;
}

/** What a merge comes to, whether it is done or only shown. */
export interface MergePreview {
  /** What is changed, as it stands before. */
  table: TableOf;
  /** What the save would be; null: the merge changes nothing, or it cannot be done as things stand. */
  kind: 'PROMOTION' | 'REFRESH' | null;
  version: number;
  conflicts: ConflictView[];
  /** SHA-256 of what is done: its cells, values and choices. null: conflicts are unresolved. */
  changesHash: string | null;
  changes: readonly MergedCell[];
  /** Whether it makes void a submission or an approval of the draft. */
  voidsReview: boolean;
  /** What the promotion would be refused for as things stand; only where it is but shown. */
  blockers: readonly Refusal[];
}

/** `preview`: null where nothing could be merged. */
export type MergeAnswer = { preview: MergePreview | null } & (
  | { refused: false; done: Done | null }
  /** Nothing was stored. */
  | { refused: true; refusals: readonly Refusal[] }
);
