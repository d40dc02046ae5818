import type { Refusal } from '../events/refusal.js';
import type { CellDifference } from '../projections/cell-differences.js';
import type { ChangedRow } from '../projections/changed-rows.js';
import type { RowCounts } from '../projections/compare/stats.js';
import type { EntityKind, FundingSums } from '../projections/rows.js';
import type { CommandRequest, Done } from './command.js';
import type { MergedCell } from './draft-commands.js';
import type { Annotated, Recorded } from './recorded.js';

export interface ImportRequest extends CommandRequest {
  /** The draft that the file is taken into; absent: the budget itself. */
  draftId?: string | null;
  /** In a draft: whether it may void a submission or an approval; absent: it may not. */
  voidsReview?: boolean;
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
  /** What happens to rows that could not be matched. */
  mapping: readonly RowMapping[];
  dryRun: boolean;
  /** Called when the file has been read, and when its rows have been matched: a large table takes its time. */
  onStage?: (stage: 'READ' | 'MATCHED') => void;
}

/** `from`: id of a row of the budget; `to`: key of a row of the file as the preview gave it, null: it is withdrawn. */
export interface RowMapping {
  from: string;
  to: string | null;
}

/** An import of the same bytes, as it was recorded. */
export interface EarlierImport extends Recorded, Annotated {
  /** Of the table, after the save by which they came into it: of the draft, if it was imported there. */
  version: number;
  draftId: string | null;
  fileName: string;
}

export interface ImportPreview {
  budgetId: string;
  /** The version that it was made on: `expectedVersion` of the import. 0: the budget is not open yet. */
  version: number;
  /** Whether the budget would be opened by this import. */
  opens: boolean;
  /** The newest save by which these bytes came into this table; null: none. */
  importedBefore(): Promise<EarlierImport | null>;
  rows: ImportRow[];
  /** What a fund user is called by now, before the import or after it. */
  fundUserName(id: string): string;
  /** Whether it makes void a submission or an approval of the draft. */
  voidsReview: boolean;
  unmatched: UnmatchedRow[];
  assumptions: { code: string; message: string; messageEn: string }[];
  /** But for the budget's own row. */
  counts: RowCounts;
  /** Rows of the file that already stand as it says. */
  unchanged: number;
}

export interface ImportRow extends Omit<ChangedRow, 'entityId' | 'cells'> {
  /** null: the row is new. */
  entityId: string | null;
  projectName: string | null;
  /** 1-based, in the file; null for rows that go. */
  line: number | null;
  cells: ImportCell[];
  /** Paths of the cells with which it takes back what was done after the same bytes were imported before. */
  undoes(): Promise<string[]>;
}

/** Annotated is its last change. */
export interface ImportCell extends CellDifference, Annotated {
  /**
   * What set the cell as it stands before the import, and who had, if it came out of a merge; null: its row is new, or the
   * cell has been blank since it was added.
   */
  lastChange(): Promise<MergedCell | null>;
}

/** A row on one side that has no certain partner on the other: say with `mapping` what it is. */
export interface UnmatchedRow {
  entityKind: EntityKind;
  entityName: string;
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
