import { compareAmounts, sumAmounts } from '../money.js';
import { Refusal } from '../refusal.js';
import { unknownDraft } from '../unknown.js';
import type { BudgetEvent } from '../budget/budget.events.js';
import { evolve, provisional } from '../budget/budget.evolve.js';
import type { OpenBudgetState } from '../budget/budget.state.js';
import type { LimitCell, SumsBySource } from '../sealing/control-number.js';
import { aboveControlNumber } from '../sealing/control-number.js';
import type { BureauRules } from './adjustment.rules.js';
import { checkGrounds, groundsIn, isSealedForGood } from './adjustment.rules.js';
import type { DraftBase } from './draft.events.js';
import { alreadyClosed, checkNotOwn, checkReviewStands, noAdjustment, wrongStatus } from './draft.rules.js';
import { checkRole } from '../budget/roles.js';
import type { AskedBy } from '../budget/roles.js';
import type { RowsToSet } from '../budget/set-rows/set-rows.decide.js';
import { setRows } from '../budget/set-rows/set-rows.decide.js';

/** Takes a draft's changes into its budget. The merge of the three tables was done before; `changes` is its result. */
export interface PromoteDraft {
  by: AskedBy;
  reason: string | null;
  basisDocument: string | null;
  /** What the merge comes to in the budget (`setRows`). */
  changes: readonly BudgetEvent[];
  /** SHA-256 of what is done, as its preview showed it. */
  changesHash: string;
  /** SHA-256 of the table that comes out. */
  contentHash: string;
  sums: { before: SumsBySource; after: SumsBySource };
}

/**
 * The rules that hold of a promotion, whatever it changes.
 * @throws Refusal FORBIDDEN, DRAFT_CLOSED, DRAFT_STATUS, OWN_EDITS; after 二下 NEEDS_ADJUSTMENT for a draft that is none,
 *   and INVALID_INPUT where neither it nor the promotion has a reason and a document
 */
export function checkPromotable(
  { by, reason, basisDocument }: Pick<PromoteDraft, 'by' | 'reason' | 'basisDocument'>,
  state: OpenBudgetState,
  draft: OpenBudgetState,
  rules: BureauRules,
): void {
  if (draft.draft === null || draft.budgetId !== state.budgetId) throw unknownDraft(draft.draft?.id ?? draft.budgetId);
  checkRole(by, 'PROMOTE_DRAFT', state);
  const promotedAs = state.promoted.get(draft.draft.id);
  if (promotedAs !== undefined) throw alreadyClosed(draft.draft, 'PROMOTED', promotedAs);
  if (draft.draft.status === 'DISCARDED') throw alreadyClosed(draft.draft, 'DISCARDED');
  if (draft.draft.status !== 'APPROVED') throw wrongStatus(draft.draft, 'PROMOTE');
  checkNotOwn(by, draft.draft, 'PROMOTE');
  if (!isSealedForGood(state)) return;
  if (draft.draft.adjustment === null) throw noAdjustment(draft.draft);
  checkGrounds(groundsIn(draft, { reason, basisDocument }), rules);
}

/**
 * One save of the budget: the changes that the merge comes to, and the fact that they came from the draft.
 * @throws Refusal
 */
export function promoteDraft(
  command: PromoteDraft,
  state: OpenBudgetState,
  draft: OpenBudgetState,
  rules: BureauRules,
): BudgetEvent[] {
  checkPromotable(command, state, draft, rules);
  const { changes, sums, changesHash, contentHash } = command;
  const { id: draftId, base } = draft.draft as NonNullable<OpenBudgetState['draft']>;
  checkNotFurtherAbove(state, sums);
  const { version } = draft;
  return [...changes, { type: 'DraftPromoted', data: { draftId, version, base, changesHash, contentHash } }];
}

/** Takes the budget's changes since a draft's base into the draft, and moves its base to `base`. */
export interface RefreshDraft extends Pick<RowsToSet, 'rows'> {
  by: AskedBy;
  base: DraftBase;
  /** How many conflicts were settled by choosing. */
  choices: number;
  /** Whether it may void a submission or an approval. */
  voidsReview: boolean;
}

/** @throws Refusal FORBIDDEN, DRAFT_CLOSED, VOIDS_REVIEW */
export function refreshDraft(command: RefreshDraft, state: OpenBudgetState): BudgetEvent[] {
  if (state.draft === null) throw unknownDraft(state.budgetId);
  checkRole(command.by, 'EDIT_DRAFT', state);
  if (state.draft.status === 'DISCARDED') throw alreadyClosed(state.draft, 'DISCARDED');
  const { base, rows, choices, voidsReview } = command;
  if (base.version === state.draft.base.version) return [];
  checkReviewStands(state, voidsReview);
  const refreshed: BudgetEvent = { type: 'DraftRefreshed', data: { base, choices } };
  const after = evolve(state, refreshed, provisional(state)) as OpenBudgetState;
  return [refreshed, ...setRows({ expectedVersion: null, rows }, after)];
}

/**
 * A promotion must not raise a sum that is, or comes to be, above the control number. One that lowers it is allowed,
 * even if it stays above.
 */
function checkNotFurtherAbove(
  { controlNumber, budgetId }: OpenBudgetState,
  { before, after }: PromoteDraft['sums'],
): void {
  const total = ({ fiscalAppropriation, specialAccount, other }: SumsBySource) =>
    sumAmounts([fiscalAppropriation, specialAccount, other]);
  const was: Record<LimitCell, string> = { ...before, total: total(before) };
  const above = aboveControlNumber(controlNumber, after).filter(({ cell, sum }) => compareAmounts(sum, was[cell]) > 0);
  if (above.length === 0) return;
  throw new Refusal(
    'ABOVE_CONTROL_NUMBER',
    `并入后超过控制数：${above.map(({ zh }) => zh).join('；')}；请先在草案中调减，或由财政重新下达控制数。`,
    `The promotion would take the table above the control number: ${above.map(({ en }) => en).join('; ')} (万元); reduce the draft, or have finance issue another control number.`,
    { argument: ['draftId'], entityId: budgetId },
  );
}
