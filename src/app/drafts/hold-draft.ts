import { isHeld } from '../../../events/draft/draft.hold.js';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import { budgetStream, draftStream } from '../../../events/identity.js';
import type { MergeRequest } from '../../../services/services.js';
import type { CommandLanes } from '../command-lanes.js';
import { intentOf } from '../intent.js';
import { PlanOutdated } from '../plan.js';
import type { MergeSides } from './merge-sides.js';
import { editedMeanwhile, isDraft } from './merge-sides.js';

export interface HoldTools {
  store: { readonly sharedWriters: boolean };
  lanes: CommandLanes;
  newId: () => string;
}

/** A draft that nobody changes until its promotion is recorded. */
export interface HeldDraft {
  /** With the draft as it is held. */
  sides: MergeSides;
  /** Lets others change the draft again. For when it is certain that the promotion was not recorded. */
  letGo(): Promise<void>;
}

/**
 * A promotion is recorded in the budget's stream and closes the draft, whose stream is another: nobody can append to both
 * at once. So where several processes write, the draft's stream is told first, and each change of the draft has to come
 * before that, which has the merge planned again, or learns of it. One writer sees both streams in its memory.
 * @throws PlanOutdated if the draft has changed since the merge was planned
 */
export async function holdDraft(
  sides: MergeSides,
  request: MergeRequest,
  { store, lanes, newId }: HoldTools,
): Promise<HeldDraft> {
  if (!store.sharedWriters) return { sides, letGo: async () => undefined };
  const { budget, draft } = sides;
  const stream = draftStream(draft.state.draft.id);

  async function say(version: number | null, isStill: (state: BudgetState) => boolean): Promise<boolean> {
    const intent = intentOf({ ...request, commandId: newId(), reason: null, basisDocument: null }, newId);
    const { events } = await lanes.run(stream, intent, (state) =>
      isStill(state) ? [{ event: { type: 'DraftHeld', data: { asVersion: version } } }] : [],
    );
    return events.length > 0;
  }

  const asVersion = budget.state.version + 1;
  const isSaid = await say(asVersion, (state) => state === draft.state);
  const held = await lanes.peek(stream);
  if (!isSaid || !isDraft(held) || held.version !== draft.state.version)
    throw new PlanOutdated(editedMeanwhile(draft.state.draft));
  return {
    sides: { ...sides, draft: { ...draft, state: held } },
    async letGo() {
      const known = await lanes.stored(budgetStream(budget.state.budgetId));
      const isStillOurs = (now: BudgetState) =>
        isDraft(now) && now.draft.heldAs === asVersion && now.version === held.version;
      if (known.status === 'open' && isHeld(held, known)) await say(null, isStillOurs);
    },
  };
}
