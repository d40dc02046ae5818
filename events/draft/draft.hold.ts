import { Refusal } from '../refusal.js';
import type { BudgetEvent } from '../budget/budget.events.js';
import type { OpenBudgetState } from '../budget/budget.state.js';
import type { DraftState } from './draft.state.js';

/**
 * Whether a promotion that the draft is held for may still be recorded. It would be one certain version of the budget: if
 * that is there, it either is the promotion or never will be.
 * @param budget as it is stored: what is only on its way may give way to the promotion
 */
export function isHeld({ draft }: OpenBudgetState, budget: OpenBudgetState): boolean {
  const heldAs = draft?.heldAs ?? null;
  return draft !== null && heldAs !== null && !budget.promoted.has(draft.id) && heldAs > budget.version;
}

/** To hold a draft, or to let it go, changes nothing that has versions. */
export function makesVersion(facts: readonly Pick<BudgetEvent, 'type'>[]): boolean {
  return facts.some(({ type }) => type !== 'DraftHeld');
}

export function beingPromoted({ id, name }: DraftState): Refusal {
  return new Refusal(
    'CONFLICT',
    `草案“${name}”正在并入预算，并入完成前不能作其他办理；请稍后重试；如并入已中断，请重新并入。`,
    `The draft "${name}" is being promoted, and nothing else is done with it until that is over; try again shortly. If the promotion was cut off, have it promoted again.`,
    { argument: ['draftId'], entityId: id },
  );
}
