import { draftIn } from '../../../events/draft/draft.rules.js';
import { draftOfAnotherBudget, unknownDraft } from '../../../events/unknown.js';
import type { TableOf } from '../../../events/identity.js';
import { budgetStream, draftStream } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import type { CommandLanes, CurrentStates } from '../command-lanes.js';
import type { Decision } from '../plan.js';

/**
 * The table of a draft.
 * @param budgetId that it has to be of; null: of any
 * @throws Refusal NOT_FOUND if there is no such draft, or it is of another budget
 */
export async function draftTable(
  draftId: string,
  budgetId: string | null,
  lanes: Pick<CommandLanes, 'peek'>,
): Promise<TableOf & { draftId: string }> {
  const state = await lanes.peek(draftStream(draftId));
  if (state.status === 'absent') throw unknownDraft(draftId);
  if (budgetId !== null && budgetId !== state.budgetId) throw ofAnotherBudget(draftId, state.budgetId);
  return { budgetId: state.budgetId, draftId };
}

/** Lets what is decided in a draft know whether its budget has taken it in: that stands in the budget's stream alone. */
export async function knowingItsBudget({ table, decide }: Decision, lanes: CurrentStates): Promise<Decision> {
  const { budgetId, draftId } = table;
  if (draftId === null) return { table, decide };
  const stream = budgetStream(budgetId);
  const known = await lanes.peek(stream);
  return {
    table,
    decide(state) {
      // What is in memory is as new or newer; if the budget had to make room meanwhile, what was known holds.
      const budget = lanes.held(stream) ?? known;
      return decide(budget.status === 'open' && state.status === 'open' ? draftIn(budget, state) : state);
    },
  };
}

function ofAnotherBudget(draftId: string, budgetId: string): Refusal {
  const { zh, en } = draftOfAnotherBudget(draftId, budgetId);
  return new Refusal('NOT_FOUND', zh, en, { path: ['draftId'], entityId: draftId });
}
