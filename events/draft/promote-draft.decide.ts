import { compareAmounts, sumAmounts } from '../money.js';
import { Refusal } from '../refusal.js';
import type { SourceOf, WantedRow } from '../budget/budget.commands.js';
import type { BudgetEvent } from '../budget/budget.events.js';
import { evolve, provisional } from '../budget/budget.evolve.js';
import type { OpenBudgetState } from '../budget/budget.state.js';
import type { LimitCell, SumsBySource } from '../sealing/control-number.js';
import { aboveControlNumber } from '../sealing/control-number.js';
import type { AskedBy } from './draft.commands.js';
import { needsGrounds } from './draft.decide.js';
import type { DraftBase } from './draft.events.js';
import { alreadyClosed, isSealedForGood, noAdjustment, unknownDraft, wrongStatus } from './draft.rules.js';
import { allowed } from '../budget/roles.js';
import { setRows } from '../budget/set-rows/set-rows.decide.js';

/** Takes a draft's changes into its budget. What the merge came to is worked out before, from the three tables. */
export interface PromoteDraft {
  by: AskedBy;
  reason: string | null;
  basisDocument: string | null;
  rows: ReadonlyMap<string, WantedRow>;
  sourceOf: SourceOf;
  /** Of the table that comes out. */
  contentHash: string;
  sums: { before: SumsBySource; after: SumsBySource };
}

/**
 * The rules that hold of a promotion, whatever it changes.
 * @throws Refusal FORBIDDEN, DRAFT_CLOSED, DRAFT_STATUS; after 二下 NEEDS_ADJUSTMENT for a draft that is none, and
 *   INVALID_INPUT for one without reason or document
 */
export function promotable(
  { by, reason, basisDocument }: Pick<PromoteDraft, 'by' | 'reason' | 'basisDocument'>,
  state: OpenBudgetState,
  draft: OpenBudgetState,
): void {
  if (draft.draft === null || draft.budgetId !== state.budgetId) throw unknownDraft(draft.draft?.id ?? '');
  allowed(by.role, 'PROMOTE_DRAFT');
  const promotedAs = state.promoted.get(draft.draft.id);
  if (promotedAs !== undefined) throw alreadyClosed(draft.draft, 'PROMOTED', promotedAs);
  if (draft.draft.status === 'DISCARDED') throw alreadyClosed(draft.draft, 'DISCARDED');
  if (draft.draft.status !== 'APPROVED') throw wrongStatus(draft.draft, 'PROMOTE');
  if (!isSealedForGood(state)) return;
  if (!draft.draft.adjustment) throw noAdjustment(draft.draft);
  needsGrounds({ reason, basisDocument });
}

/** One save of the budget: what the draft changes of it, and that this came from the draft. @throws Refusal */
export function promoteDraft(command: PromoteDraft, state: OpenBudgetState, draft: OpenBudgetState): BudgetEvent[] {
  promotable(command, state, draft);
  const { rows, sourceOf, sums, contentHash } = command;
  const { id: draftId, base } = draft.draft as NonNullable<OpenBudgetState['draft']>;
  const events = setRows({ type: 'SetRows', budgetId: state.budgetId, expectedVersion: null, rows, sourceOf }, state);
  notFurtherAbove(state, sums);
  return [...events, { type: 'DraftPromoted', data: { draftId, version: draft.version, base, contentHash } }];
}

/** Takes what happened to the budget since into a draft: its base moves to `base`. @throws Refusal */
export function refreshDraft(
  command: { by: AskedBy; base: DraftBase; rows: PromoteDraft['rows']; sourceOf: SourceOf },
  state: OpenBudgetState,
): BudgetEvent[] {
  if (state.draft === null) throw unknownDraft('');
  allowed(command.by.role, 'EDIT_DRAFT');
  if (state.draft.status === 'DISCARDED') throw alreadyClosed(state.draft, 'DISCARDED');
  const { base, rows, sourceOf } = command;
  if (base.version === state.draft.base.version) return [];
  const refreshed: BudgetEvent = { type: 'DraftRefreshed', data: { base } };
  const after = evolve(state, refreshed, provisional(state)) as OpenBudgetState;
  const { budgetId } = state;
  return [refreshed, ...setRows({ type: 'SetRows', budgetId, expectedVersion: null, rows, sourceOf }, after)];
}

/** A table above its control number may come down in steps, but no promotion takes a sum above it, or further above. */
function notFurtherAbove({ controlNumber, budgetId }: OpenBudgetState, { before, after }: PromoteDraft['sums']): void {
  const total = ({ fiscalAppropriation, specialAccount, other }: SumsBySource) =>
    sumAmounts([fiscalAppropriation, specialAccount, other]);
  const was: Record<LimitCell, string> = { ...before, total: total(before) };
  const above = aboveControlNumber(controlNumber, after).filter(({ cell, sum }) => compareAmounts(sum, was[cell]) > 0);
  if (above.length === 0) return;
  throw new Refusal(
    'ABOVE_CONTROL_NUMBER',
    `并入后超过控制数：${above.map(({ zh }) => zh).join('；')}；请先在草案中调减，或由财政重新下达控制数。`,
    `The promotion would take the table above the control number: ${above.map(({ en }) => en).join('; ')} (万元); reduce the draft, or have finance issue another control number.`,
    { path: ['draftId'], entityId: budgetId },
  );
}
