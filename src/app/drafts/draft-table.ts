import { beingPromoted, isHeld } from '../../../events/draft/draft.hold.js';
import { draftIn } from '../../../events/draft/draft.rules.js';
import { draftOfAnotherBudget, unknownDraft } from '../../../events/unknown.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { TableOf } from '../../../events/identity.js';
import { budgetStream, draftStream } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import type { CommandLanes, CurrentStates } from '../command-lanes.js';
import type { Decision } from '../plan.js';
import { PlanOutdated } from '../plan.js';

/**
 * The table of a draft.
 * @param budgetId the budget that the draft must belong to; null: any
 * @throws Refusal NOT_FOUND if there is no such draft, or it is of another budget
 */
export async function draftTable(
  draftId: string,
  budgetId: string | null,
  lanes: Pick<CommandLanes, 'peek'>,
): Promise<TableOf & { draftId: string }> {
  const state = await lanes.peek(draftStream(draftId));
  if (state.status === 'absent') throw unknownDraft(draftId);
  if (budgetId !== null && budgetId !== state.budgetId) throw ofAnotherBudget(draftId, state);
  return { budgetId: state.budgetId, draftId };
}

/**
 * Lets a decision in a draft see whether the draft was promoted, which only the budget's stream says. While a promotion is
 * on its way that another process has begun, nothing is decided: the plan is made again until that is over.
 */
export async function knowingItsBudget({ table, decide }: Decision, lanes: CurrentStates): Promise<Decision> {
  const { budgetId, draftId } = table;
  if (draftId === null) return { table, decide };
  const stream = budgetStream(budgetId);
  const known = await lanes.stored(stream);
  return {
    table,
    decide(state) {
      // The state in memory is the newest. If the budget was dropped from memory meanwhile, the one read before serves.
      const budget = lanes.held(stream) ?? known;
      if (budget.status === 'absent' || state.status === 'absent' || known.status === 'absent') return decide(state);
      if (state.draft !== null && isHeld(state, known)) throw new PlanOutdated(beingPromoted(state.draft));
      return decide(draftIn(budget, state));
    },
  };
}

function ofAnotherBudget(draftId: string, { draft, unitKey, fiscalYear }: OpenBudgetState): Refusal {
  const { zh, en } = draftOfAnotherBudget({ name: draft?.name ?? '', unitKey, fiscalYear });
  return new Refusal('NOT_FOUND', zh, en, { argument: ['draftId'], entityId: draftId });
}
