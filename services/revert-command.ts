import type { AdjustmentKind } from '../events/draft/adjustment.js';
import type { Refusal } from '../events/refusal.js';
import type { ChangedCell } from '../projections/rows.js';
import type { ChangePreview, CommandRequest, Done } from './command.js';

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
  /** In a draft: whether it may void a submission or an approval; absent: it may not. */
  voidsReview?: boolean;
  /** In a draft: the versions that `what` names are its budget's; absent: they are the draft's own. */
  ofBudget?: boolean;
  /** Records it as the first edit of a draft that it opens on the budget's newest version. */
  asDraft?: { name: string; adjustmentKind?: AdjustmentKind | null } | null;
  expectedVersion: number | null;
  dryRun: boolean;
}

export interface RevertPreview extends ChangePreview {
  /** In a draft: ids of the rows that would come back although the budget never had them. */
  onlyInDraft: string[];
}

/** That a revert changes no cell, because the table stands already as it would make it. */
export interface NothingLeft {
  message: string;
  messageEn: string;
  /** What was to be undone and is already; none of a row or a table that is as it was at the version. */
  changes(): Promise<readonly ChangedCell[]>;
}

/** `nothingLeft` null: something changes. */
export type RevertAnswer =
  /** `changes`: the cells that it changed, looked up when asked for. */
  | {
      refused: false;
      done: Done;
      changes: () => Promise<readonly ChangedCell[]>;
      nothingLeft: NothingLeft | null;
    }
  | { refused: false; done: null; preview: RevertPreview; nothingLeft: NothingLeft | null }
  /** Nothing was stored. */
  | { refused: true; refusals: readonly Refusal[] };
