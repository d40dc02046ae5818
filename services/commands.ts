import type { BudgetEdit } from '../events/budget/budget.commands.js';
import type { IssueControlNumber } from '../events/sealing/sealing.commands.js';
import type { Stage } from '../events/sealing/sealing.events.js';
import type { Refusal } from '../events/refusal.js';
import type { ChangedCell, EntityKind, FundingSums } from '../projections/rows.js';
import type { PointView } from './comparison-views.js';
import type { CommandAnswer, CommandRequest, Done } from './command.js';
import type { DraftCommands } from './draft-commands.js';

export interface EditRequest extends CommandRequest {
  /** The budget, or any row of it. */
  of: { budgetId: string } | { fundUserId: string } | { projectId: string } | { indicatorId: string };
  /** The draft that is edited; absent: the budget itself. */
  draftId?: string | null;
  expectedVersion: number | null;
  edits: readonly BudgetEdit[];
}

export interface OpenBudgetRequest extends CommandRequest {
  unitKey: string;
  /** null: the earlier table's, else the key. */
  name: string | null;
  fiscalYear: number;
  /** null: the earlier table's, else the default. */
  taxonomy: string | null;
  /** The earlier table whose rows are taken over; absent: the budget has no rows yet. */
  from?: PointView | null;
}

export interface ImportRequest extends CommandRequest {
  /** The draft that the file is taken into; absent: the budget itself. */
  draftId?: string | null;
  fileName: string;
  bytes: Uint8Array;
  /** Default: the unit's name as printed. */
  unitKey: string | null;
  fiscalYear: number;
  taxonomy: string | null;
  /** Columns that the row figures stand in, left to right; null: found by arithmetic, and reported. */
  columns: readonly (keyof FundingSums)[] | null;
  /** By project name: the columns of its figures, where arithmetic finds more than one answer. */
  rowColumns: readonly { project: string; columns: readonly (keyof FundingSums)[] }[];
  /** The version that the preview was made on; null: whatever is there now. */
  expectedVersion: number | null;
  /** What becomes of rows that could not be matched. */
  mapping: readonly RowMapping[];
  dryRun: boolean;
  /** Told when the file has been read, and when it has been decided what to save: a large table takes its time. */
  onStage?: (stage: 'READ' | 'MATCHED') => void;
}

/** `from`: id of a row of the budget; `to`: key of a row of the file as the preview gave it, null: it is withdrawn. */
export interface RowMapping {
  from: string;
  to: string | null;
}

export interface ImportPreview {
  budgetId: string;
  /** The version that it was made on: `expectedVersion` of the import. 0: the budget is not open yet. */
  version: number;
  /** Whether the budget would be opened by this import. */
  opens: boolean;
  rows: ImportRow[];
  unmatched: UnmatchedRow[];
  assumptions: { code: string; message: string; messageEn: string }[];
  counts: { added: number; changed: number; renamed: number; withdrawn: number; restored: number; unchanged: number };
}

export interface ImportRow {
  kind: 'ADDED' | 'CHANGED' | 'RENAMED' | 'WITHDRAWN' | 'RESTORED';
  entityKind: EntityKind;
  entityId: string | null;
  name: string;
  /** 1-based, in the file; null for withdrawn rows. */
  line: number | null;
  cells: { path: string; before: string | null; after: string | null }[];
}

/** A row on one side that has no certain partner on the other: say with `mapping` what it is. */
export interface UnmatchedRow {
  entityKind: EntityKind;
  name: string;
  /** Of the budget's row; null: the row is the file's. */
  entityId: string | null;
  /** Of the file's row, for `mapping.to`; null: the row is the budget's. */
  key: string | null;
  line: number | null;
  /** Ids or keys on the other side that it could be, at most 20. */
  candidates: string[];
}

/** `preview`: what was done or would be, worked out when asked for; null where the file could not be read. */
export type ImportAnswer = { preview: (() => ImportPreview) | null } & (
  | { refused: false; done: Done | null }
  /** Nothing was stored. */
  | { refused: true; refusals: readonly Refusal[] }
);

export interface ChangePreview {
  budgetId: string;
  version: number;
  changes: ChangedCell[];
}

/** What is undone: a cell's change (`<event id>:<ordinal>`), an event, a save; or what is set to which version. */
export type RevertWhat =
  | { change: string }
  | { event: string }
  | { save: { budgetId: string; version: number } }
  /** The budget itself (its name), a fund user, a project with its indicators, or an indicator. */
  | { row: { id: string; toVersion: number } }
  | { table: { budgetId: string; toVersion: number } };

export interface RevertRequest extends CommandRequest {
  what: RevertWhat;
  /** The draft that it is set back in; absent: the budget itself. */
  draftId?: string | null;
  /** In a draft: the versions that `what` names are its budget's; absent: they are the draft's own. */
  ofBudget?: boolean;
  /** Records it as the first edit of a draft that it opens on the budget's newest version. */
  asDraft?: { name: string } | null;
  expectedVersion: number | null;
  dryRun: boolean;
}

export type RevertAnswer =
  /** `changes`: the cells that it changed, looked up when asked for. */
  | { refused: false; done: Done; changes: () => Promise<readonly ChangedCell[]> }
  | { refused: false; done: null; preview: ChangePreview }
  /** Nothing was stored. */
  | { refused: true; refusals: readonly Refusal[] };

export interface ControlNumberRequest extends CommandRequest {
  budgetId: string;
  expectedVersion: number | null;
  limits: IssueControlNumber['limits'];
}

export interface SealRequest extends CommandRequest {
  budgetId: string;
  /** The version that was looked at: what stands now must be the same table, where no `version` is named. */
  expectedVersion: number | null;
  stage: Stage | null;
  name: string | null;
  /** null: what stands now. */
  version: number | null;
  /** Of the table that was looked at; null: not said. */
  contentHash: string | null;
  /** Id; null: whoever seals. */
  approvedBy: string | null;
}

export interface WithdrawSealRequest extends CommandRequest {
  sealId: string;
  expectedVersion: number | null;
}

export interface AnnotateRequest extends CommandRequest {
  budgetId: string;
  expectedVersion: number | null;
  version: number;
  correctedReason: string | null;
  correctedBasisDocument: string | null;
}

export interface Commands extends DraftCommands {
  openBudget(request: OpenBudgetRequest): Promise<CommandAnswer>;
  edit(request: EditRequest): Promise<CommandAnswer>;
  /** What `edit` would change, cell by cell; nothing is stored. */
  previewEdit(
    request: EditRequest,
  ): Promise<{ refused: false; preview: ChangePreview } | { refused: true; refusals: readonly Refusal[] }>;
  importTable(request: ImportRequest): Promise<ImportAnswer>;
  /** Records what sets back what was changed; nothing that was changed later is overwritten unasked. */
  revert(request: RevertRequest): Promise<RevertAnswer>;
  /** Sets what the table may come to; the newest control number is in force. */
  issueControlNumber(request: ControlNumberRequest): Promise<CommandAnswer>;
  /** Seals a version of the table: the save changes no cell. */
  sealVersion(request: SealRequest): Promise<CommandAnswer>;
  withdrawSeal(request: WithdrawSealRequest): Promise<CommandAnswer>;
  /** Says what the reason or the document of a save should have been; the save stays as it is. */
  annotateSave(request: AnnotateRequest): Promise<CommandAnswer>;
}
