import { Map, Set } from 'immutable';
import type { OpenBudgetState, RowStamp } from '../budget/budget.state.js';
import type { DraftEvent } from './draft.events.js';
import type { DraftState } from './draft.state.js';

/**
 * A budget's state after a fact about a draft. `DraftOpened` turns the state of the draft's base into that of the draft,
 * which shares all its rows.
 */
export function evolveDraft(state: OpenBudgetState, event: DraftEvent, stamp: RowStamp): OpenBudgetState {
  switch (event.type) {
    case 'DraftOpened': {
      const { draftId: id, budgetId, name, base, adjustment } = event.data;
      checkIsBudget(state, event);
      if (budgetId !== state.budgetId) throw new Error(`the draft ${id} is of ${budgetId}, not of ${state.budgetId}`);
      const draft: DraftState = {
        id,
        name,
        base,
        adjustment,
        status: 'OPEN',
        openedBy: idsIn(stamp),
        editors: Set(),
        review: null,
        refreshedIn: null,
      };
      return { ...state, version: stamp.version, promoted: Map(), draft };
    }
    case 'DraftSubmitted':
      return withDraft(state, { status: 'SUBMITTED', review: { submitted: stamp, approved: null } });
    case 'SubmissionWithdrawn':
      return withDraft(state, { status: 'OPEN', review: null });
    case 'DraftReturned':
      return withDraft(state, { status: 'RETURNED', review: null });
    case 'DraftApproved': {
      const { submitted = stamp } = state.draft?.review ?? {};
      return withDraft(state, { status: 'APPROVED', review: { submitted, approved: stamp } });
    }
    case 'DraftRefreshed': {
      const { base, choices } = event.data;
      const refreshed = choices === 0 ? withDraft(state, { refreshedIn: stamp.version }) : state;
      return withDraft(recordEdit(refreshed, stamp), { base });
    }
    case 'DraftConvertedToAdjustment':
      return withDraft(recordEdit(state, stamp), { adjustment: event.data });
    case 'DraftDiscarded':
      return withDraft(state, { status: 'DISCARDED', review: null });
    case 'DraftHeld':
      return withDraft(state, { heldAs: event.data.asVersion });
    case 'DraftPromoted':
      checkIsBudget(state, event);
      return { ...state, promoted: state.promoted.set(event.data.draftId, stamp.version) };
  }
}

/**
 * Adds the editors of an edit, except to a refresh without choices: what that sets is the budget's. What was submitted or
 * approved is then no longer what is there, so the draft is open again.
 */
export function recordEdit(state: OpenBudgetState, stamp: RowStamp): OpenBudgetState {
  const { draft } = state;
  if (draft === null) return state;
  const editors = draft.refreshedIn === stamp.version ? draft.editors : draft.editors.union(idsIn(stamp));
  return withDraft(state, { editors, ...(draft.review === null ? {} : { status: 'OPEN', review: null }) });
}

/** Who acted, and on whose behalf. */
function idsIn({ actorId, onBehalfOf }: RowStamp): string[] {
  return onBehalfOf === undefined ? [actorId] : [actorId, onBehalfOf];
}

/** The stamp that rows get from an edit made in a draft. */
export function stampInDraft({ id }: DraftState, stamp: RowStamp): RowStamp {
  return stamp.draftId === id ? stamp : { ...stamp, draftId: id };
}

function withDraft(state: OpenBudgetState, change: Partial<DraftState>): OpenBudgetState {
  if (state.draft === null) throw new Error(`the budget ${state.budgetId} is no draft`);
  return { ...state, draft: { ...state.draft, ...change } };
}

function checkIsBudget({ draft }: OpenBudgetState, { type }: DraftEvent): void {
  if (draft !== null) throw new Error(`${type} in the draft ${draft.id}`);
}
