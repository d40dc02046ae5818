import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { alreadyClosed } from '../../../events/draft/draft.rules.js';
import { unknownDraft } from '../../../events/unknown.js';
import type { DraftState } from '../../../events/draft/draft.state.js';
import { budgetStream, draftStream } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { Position } from '../../ports/event-store.js';
import type { Branch, Drafts, Points, Progress } from '../../ports/read-model.js';
import type { CurrentStates } from '../command-lanes.js';
import type { UpToDate } from '../not-yet-applied.js';
import { reachHead } from '../not-yet-applied.js';
import { PlanOutdated } from '../plan.js';
import { draftTable } from './draft-table.js';

/** A draft and its budget as they stand, in memory and in the read model alike. */
export interface MergeSides {
  /** The budget's version that the draft is based on. */
  base: SaveRow;
  budget: { state: OpenBudgetState; save: SaveRow; branch: null };
  draft: { state: OpenDraftState; save: SaveRow; branch: Branch };
  /** The position that the read model was read at. */
  position: Position;
}

type OpenDraftState = OpenBudgetState & { draft: DraftState };

export interface MergeSidesTools {
  store: UpToDate['store'];
  readModel: Progress & Drafts & Points;
  lanes: CurrentStates;
  /** How long the read model is waited for. */
  patienceMs: number;
}

/**
 * @throws Refusal NOT_FOUND, QueryError NOT_YET_APPLIED, PlanOutdated if a state in memory turned out not to be
 * recorded
 */
export async function loadMergeSides(draftId: string, tools: MergeSidesTools): Promise<MergeSides> {
  const { readModel, lanes } = tools;
  const { budgetId } = await draftTable(draftId, null, lanes);
  const budget = await lanes.peek(budgetStream(budgetId));
  const draft = await lanes.peek(draftStream(draftId));
  const position = await reachHead(tools);
  const row = await readModel.draft(draftId, position);
  if (budget.status === 'absent' || !isDraft(draft) || row === null) throw new PlanOutdated(unknownDraft(draftId));
  const [base, ofBudget, ofDraft] = await Promise.all([
    readModel.saveAt(budgetId, { version: draft.draft.base.version }),
    readModel.saveAt(budgetId, { version: budget.version }),
    readModel.saveAt(draftId, { version: draft.version }),
  ]);
  if (base === null || ofBudget === null || ofDraft === null) throw new PlanOutdated(editedMeanwhile(draft.draft));
  const branch = { draftId, openedOn: row.draft.openedOn.position };
  return {
    base,
    budget: { state: budget, save: ofBudget, branch: null },
    draft: { state: draft, save: ofDraft, branch },
    position,
  };
}

/** @throws Refusal DRAFT_CLOSED if the draft was promoted or discarded: then there is nothing left to merge */
export function checkStillOpen({ budget, draft: { state } }: MergeSides): void {
  const { draft } = state;
  const promotedAs = budget.state.promoted.get(draft.id);
  if (promotedAs !== undefined) throw alreadyClosed(draft, 'PROMOTED', promotedAs);
  if (draft.status === 'DISCARDED') throw alreadyClosed(draft, 'DISCARDED');
}

/** @throws PlanOutdated if something was recorded in draft or budget since */
export function checkUnmoved({ budget, draft }: MergeSides, lanes: Pick<CurrentStates, 'held'>): void {
  const isBudget = lanes.held(budgetStream(budget.state.budgetId)) === budget.state;
  const isDraftToo = lanes.held(draftStream(draft.state.draft.id)) === draft.state;
  if (!isBudget || !isDraftToo) throw new PlanOutdated(editedMeanwhile(draft.state.draft));
}

export function isDraft(state: OpenDraftState | { status: string }): state is OpenDraftState {
  return state.status === 'open' && (state as OpenBudgetState).draft !== null;
}

export function editedMeanwhile({ id, name }: DraftState): Refusal {
  return new Refusal(
    'CONFLICT',
    `草案“${name}”或其预算正被不断修改，合并未能完成；请稍后重试。`,
    `The draft "${name}" or its budget is being edited again and again, so nothing was merged; try again shortly.`,
    { argument: ['draftId'], entityId: id },
  );
}
