import type { BudgetEdit } from '../events/budget/budget.commands.js';
import type { Answering, ChangePreview, CommandAnswer, CommandRequest } from './command.js';
import type { DraftCommands } from './draft-commands.js';
import type { ImportAnswer, ImportRequest } from './import-command.js';
import type { BudgetAt } from './points.js';
import type { RevertAnswer, RevertRequest } from './revert-command.js';
import type { SealingCommands } from './sealing-commands.js';

export interface EditRequest extends CommandRequest {
  /** The budget, or any row of it. */
  of: { budgetId: string } | { fundUserId: string } | { projectId: string } | { indicatorId: string };
  /** The draft that is edited; absent: the budget itself. */
  draftId?: string | null;
  /** In a draft: whether it may void a submission or an approval; absent: it may not. */
  voidsReview?: boolean;
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
  from?: BudgetAt | null;
}

/** Everything that changes the ledger. */
export interface Commands extends DraftCommands, SealingCommands {
  openBudget(request: OpenBudgetRequest): Promise<CommandAnswer>;
  edit(request: EditRequest): Promise<CommandAnswer>;
  importTable(request: ImportRequest): Promise<ImportAnswer>;
  /** Records what sets back what was changed; nothing that was changed later is overwritten unasked. */
  revert(request: RevertRequest): Promise<RevertAnswer>;
}

/** Those that are answered with what they did and nothing else; the others have a preview of their own. */
export type PlainCommands = Omit<Commands, 'importTable' | 'revert' | 'promoteDraft' | 'refreshDraft'>;

/** The same commands as dry runs: decided as they would be now, with the same refusals; nothing is stored. */
export type DryRuns = Answering<PlainCommands, ChangePreview>;
