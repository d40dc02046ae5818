import { alreadyClosed, unknownDraft } from '../../../events/draft/draft.rules.js';
import { allowed } from '../../../events/budget/roles.js';
import type { TableOf } from '../../../events/identity.js';
import { budgetStream, draftStream } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import type { CommandLanes } from '../command-lanes.js';
import type { Prepared } from '../prepared.js';
import { PlanOutdated } from '../prepared.js';

export interface OpenDrafts {
  /** @throws Refusal NOT_FOUND if there is no such draft, or it is of another budget */
  table(draftId: string, budgetId: string | null): Promise<TableOf>;
  /**
   * What is decided in a table, as long as that is open to be changed: a draft that was promoted is not, and that stands
   * in its budget's stream, beside the draft's own.
   * @param role of whoever edits: in a draft not everybody may; absent: `decide` knows who may
   */
  whileOpen(table: TableOf, decide: Prepared['decide'], role?: string): Promise<Prepared>;
}

export function openDrafts(lanes: Pick<CommandLanes, 'peek' | 'held'>): OpenDrafts {
  return {
    async table(draftId, budgetId) {
      const state = await lanes.peek(draftStream(draftId));
      if (state.status === 'absent') throw unknownDraft(draftId);
      if (budgetId !== null && budgetId !== state.budgetId) throw ofAnotherBudget(draftId, state.budgetId);
      return { budgetId: state.budgetId, draftId };
    },

    async whileOpen(table, decide, role) {
      const { budgetId, draftId } = table;
      if (draftId === null) return { table, decide };
      if (role !== undefined) allowed(role, 'EDIT_DRAFT');
      const known = await lanes.peek(budgetStream(budgetId));
      return {
        table,
        decide(state) {
          // What is in memory is as new or newer; if the budget had to make room meanwhile, what was known holds.
          const budget = lanes.held(budgetStream(budgetId)) ?? known;
          if (budget.status !== 'open' || state.status === 'absent' || state.draft === null) {
            throw new PlanOutdated(unknownDraft(draftId));
          }
          const promotedAs = budget.promoted.get(draftId);
          if (promotedAs !== undefined) throw alreadyClosed(state.draft, 'PROMOTED', promotedAs);
          return decide(state);
        },
      };
    },
  };
}

function ofAnotherBudget(draftId: string, budgetId: string): Refusal {
  return new Refusal(
    'NOT_FOUND',
    `草案“${draftId}”属于另一个预算（${budgetId}）；请核对草案与预算的编号。`,
    `The draft "${draftId}" is of another budget (${budgetId}); check the ids of draft and budget.`,
    { path: ['draftId'], entityId: draftId },
  );
}
