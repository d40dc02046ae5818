import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { checkPromotable, promoteDraft, refreshDraft } from '../../../events/draft/promote-draft.decide.js';
import type { BureauRules } from '../../../events/draft/adjustment.rules.js';
import { checkReviewStands } from '../../../events/draft/draft.rules.js';
import type { AskedBy } from '../../../events/budget/roles.js';
import type { RowsToSet } from '../../../events/budget/set-rows/set-rows.decide.js';
import { setRows } from '../../../events/budget/set-rows/set-rows.decide.js';
import type { EventSource, Origin, Origins } from '../../../events/envelope.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { MergeRequest } from '../../../services/services.js';
import type { ResolvedChangeFilter } from '../../ports/read-model.js';
import { askedBy } from '../intent.js';
import type { MergeSides } from './merge-sides.js';
import type { MergedTable } from './merged-table.js';

/** The direction of a merge: which of the two tables takes in the other's changes, and by which rules. */
export interface Direction {
  /** The side that is changed. */
  into: 'budget' | 'draft';
  /** What its save is. */
  kind: 'PROMOTION' | 'REFRESH';
  /** Which changes are taken in: what the other side did since the two parted. */
  takenIn(sides: MergeSides): ResolvedChangeFilter;
  /** The origin to record for a cell, given the change that set it on the other side; null: the merge as a whole. */
  originOf(change: ChangedCell | null, sides: MergeSides): Origin;
  /** The source of an event that has these origins. */
  sourceOf(origins: Origins, sides: MergeSides): EventSource;
  /** Checks the rules that need no merged table. @throws Refusal */
  check(asked: MergeAsked, sides: MergeSides): void;
  /** The events that set the rows. @throws Refusal if the merged table breaks a rule of tables */
  setRows(rows: MergedRows, asked: MergeAsked, sides: MergeSides): BudgetEvent[];
  /** The events of the whole save, given the table that the changes lead to. @throws Refusal */
  complete(changes: readonly BudgetEvent[], merged: MergeOutcome, asked: MergeAsked, sides: MergeSides): BudgetEvent[];
}

export interface MergeAsked {
  by: AskedBy;
  reason: string | null;
  basisDocument: string | null;
  /** How many conflicts were settled by choosing. */
  choices: number;
  /** Whether a refresh may void a submission or an approval. */
  voidsReview: boolean;
  rules: BureauRules;
}

export function mergeAsked(request: MergeRequest, rules: BureauRules): MergeAsked {
  const { reason, basisDocument, resolutions, voidsReview = false } = request;
  return { by: askedBy(request), reason, basisDocument, choices: resolutions.length, voidsReview, rules };
}

export type MergedRows = Pick<RowsToSet, 'rows'>;

export interface MergeOutcome extends MergedTable {
  changesHash: string;
}

/** Takes a draft into its budget. */
export const promotion: Direction = {
  into: 'budget',
  kind: 'PROMOTION',
  takenIn: ({ draft: { state } }) => ({ budgetIds: [state.budgetId], drafts: { only: state.draft.id } }),
  originOf: (change, { draft: { state } }) => originOf(change, state.version),
  sourceOf: (origins, { draft: { state } }) => ({ kind: 'promote', draft: state.draft.id, ...origins }),
  check: (asked, { budget, draft }) => checkPromotable(asked, budget.state, draft.state, asked.rules),
  setRows: (rows, _, { budget }) => setRows({ expectedVersion: null, ...rows }, budget.state),
  complete(changes, { changesHash, contentHash, totals }, asked, { budget, draft }) {
    const sums = { before: budget.save.totals, after: totals };
    const command = { ...asked, changes, changesHash, contentHash, sums };
    return promoteDraft(command, budget.state, draft.state, asked.rules);
  },
};

/** Takes the budget's newest version into a draft; that version becomes the draft's base. */
export const refresh: Direction = {
  into: 'draft',
  kind: 'REFRESH',
  takenIn: ({ base: { budgetId, lastPosition } }) => ({ budgetIds: [budgetId], behind: lastPosition }),
  originOf: (change, { budget }) => originOf(change, budget.state.version),
  sourceOf: (origins) => ({ kind: 'refresh', ...origins }),
  check({ voidsReview }, { budget, draft: { state } }) {
    if (budget.state.version !== state.draft.base.version) checkReviewStands(state, voidsReview);
  },
  setRows(rows, { by, choices, voidsReview }, { budget, draft }) {
    const { version, lastRevision: revision, contentHash } = budget.save;
    const base = { version, revision, contentHash };
    return refreshDraft({ by, base, choices, voidsReview, ...rows }, draft.state);
  },
  complete: (changes) => [...changes],
};

/** @param merged the version that is merged, named where the other side has no change of its own for the cell */
function originOf(change: ChangedCell | null, merged: number): Origin {
  const { eventId: event = null, version = merged, actor = null } = change ?? {};
  return { event, version, editor: actor?.id ?? null };
}
