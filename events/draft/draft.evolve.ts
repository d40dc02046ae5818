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
      mustBeBudget(state, event);
      if (budgetId !== state.budgetId) throw new Error(`the draft ${id} is of ${budgetId}, not of ${state.budgetId}`);
      const { version, actorId: openedBy } = stamp;
      const draft: DraftState = { id, name, base, adjustment, status: 'OPEN', openedBy, editors: Set() };
      return { ...state, version, promoted: Map(), draft };
    }
    case 'DraftSubmitted':
      return withDraft(state, { status: 'SUBMITTED' });
    case 'DraftReturned':
      return withDraft(state, { status: 'RETURNED' });
    case 'DraftApproved':
      return withDraft(state, { status: 'APPROVED' });
    case 'DraftRefreshed':
      return withDraft(edited(state, stamp), { base: event.data.base });
    case 'DraftDiscarded':
      return withDraft(state, { status: 'DISCARDED' });
    case 'DraftPromoted':
      mustBeBudget(state, event);
      return { ...state, promoted: state.promoted.set(event.data.draftId, stamp.version) };
  }
}

/** The draft after an edit of its table: what was submitted or approved is no longer what is there. */
export function edited(state: OpenBudgetState, { actorId, onBehalfOf }: RowStamp): OpenBudgetState {
  const { draft } = state;
  if (draft === null) return state;
  const isOpenAgain = draft.status === 'SUBMITTED' || draft.status === 'APPROVED';
  const editors = draft.editors.union(onBehalfOf === undefined ? [actorId] : [actorId, onBehalfOf]);
  return withDraft(state, { editors, ...(isOpenAgain ? { status: 'OPEN' } : {}) });
}

/** What rows remember of an edit that was made in a draft. */
export function inDraft({ id }: DraftState, stamp: RowStamp): RowStamp {
  return stamp.draftId === id ? stamp : { ...stamp, draftId: id };
}

function withDraft(state: OpenBudgetState, change: Partial<DraftState>): OpenBudgetState {
  if (state.draft === null) throw new Error(`the budget ${state.budgetId} is no draft`);
  return { ...state, draft: { ...state.draft, ...change } };
}

function mustBeBudget({ draft }: OpenBudgetState, { type }: DraftEvent): void {
  if (draft !== null) throw new Error(`${type} in the draft ${draft.id}`);
}
