import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { checkPromotable, promoteDraft, refreshDraft } from '../../../events/draft/promote-draft.decide.js';
import type { AskedBy } from '../../../events/budget/roles.js';
import type { RowsToSet } from '../../../events/budget/set-rows/set-rows.decide.js';
import { setRows } from '../../../events/budget/set-rows/set-rows.decide.js';
import type { EventSource } from '../../../events/envelope.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { MergeSides } from './merge-sides.js';
import type { MergedTable } from './merged-table.js';

/** Which way a merge goes: which of the two tables takes in what the other has changed, and by which rules. */
export interface Direction {
  /** The side that is changed. */
  into: 'budget' | 'draft';
  /** What a cell that is taken over came from; null: the merge as a whole. */
  sourceOf(change: ChangedCell | null, sides: MergeSides): EventSource;
  /** What can be told before anything is merged. @throws Refusal */
  check(asked: MergeAsked, sides: MergeSides): void;
  /** The events that set the rows. @throws Refusal of the table's rules, which are held against the merged table */
  setRows(rows: MergedRows, asked: MergeAsked, sides: MergeSides): BudgetEvent[];
  /** The whole save, once it is known what the events make of the table. @throws Refusal */
  complete(changes: readonly BudgetEvent[], merged: MergedTable, asked: MergeAsked, sides: MergeSides): BudgetEvent[];
}

export interface MergeAsked {
  by: AskedBy;
  reason: string | null;
  basisDocument: string | null;
}

export type MergedRows = Required<Pick<RowsToSet, 'rows' | 'sourceOf'>>;

/** Takes a draft into its budget. */
export const promotion: Direction = {
  into: 'budget',
  sourceOf(change, { draft: { state } }) {
    return { kind: 'promote', draft: state.draft.id, ...originOf(change, state.version) };
  },
  check: (asked, { budget, draft }) => checkPromotable(asked, budget.state, draft.state),
  setRows: (rows, _, { budget }) => setRows({ expectedVersion: null, ...rows }, budget.state),
  complete(changes, { contentHash, totals }, asked, { budget, draft }) {
    const sums = { before: budget.save.totals, after: totals };
    return promoteDraft({ ...asked, changes, contentHash, sums }, budget.state, draft.state);
  },
};

/** Takes the budget's newest version into a draft, which rests on that version from then on. */
export const refresh: Direction = {
  into: 'draft',
  sourceOf: (change, { budget }) => ({ kind: 'refresh', ...originOf(change, budget.state.version) }),
  check: () => undefined,
  setRows(rows, { by }, { budget, draft }) {
    const { version, lastRevision: revision, contentHash } = budget.save;
    return refreshDraft({ by, base: { version, revision, contentHash }, ...rows }, draft.state);
  },
  complete: (changes) => [...changes],
};

/** @param merged the version that is merged: where no change of its own set a cell */
function originOf(change: ChangedCell | null, merged: number) {
  const { eventId: event = null, version = merged, actor = null } = change ?? {};
  return { event, version, editor: actor?.id ?? null };
}
