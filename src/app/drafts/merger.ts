import { budgetStream } from '../../../events/identity.js';
import type { Commands, Done, MergeAnswer, MergePreview, MergeRequest } from '../../../services/services.js';
import { onFreshPlan } from '../prepared.js';
import { refusedBy } from '../refused.js';
import type { MergePlan, Standing } from './merge-plan.js';
import { asShown, onTheStanding, standing, stillOpen } from './merge-plan.js';
import { openDrafts } from './open-drafts.js';
import { checkPromotion, planPromotion } from './promote.js';
import { planRefresh } from './refresh.js';
import type { LookingTools } from './review.js';

/** Merges drafts and budgets: planned on the views, decided on the lane if both still are what the plan was made on. */
export function merger(tools: LookingTools): Pick<Commands, 'promoteDraft' | 'refreshDraft'> {
  const { readModel, lanes, perform } = tools;

  /** Shows what a merge comes to, or does it. */
  async function merge(
    request: MergeRequest,
    into: 'budget' | 'draft',
    make: (at: Standing) => Promise<MergePlan>,
  ): Promise<MergeAnswer> {
    let preview: MergePreview | null = null;
    const plan = async (): Promise<{ at: Standing; plan: MergePlan }> => {
      const at = await standing(request.draftId, tools);
      stillOpen(at);
      const made = await make(at);
      ({ preview } = made);
      return { at, plan: made };
    };
    try {
      if (request.dryRun) {
        await onFreshPlan(plan, ({ plan: made }) => {
          if (made.preview.contentHash !== null) asShown(made, request);
          return Promise.resolve();
        });
        return { refused: false, done: null, preview };
      }
      const done = await perform(request, async () => {
        const { at, plan: made } = await plan();
        asShown(made, request);
        const { budgetId } = at.budget;
        const table = { budgetId, draftId: into === 'budget' ? null : request.draftId };
        return onTheStanding(table, at, lanes, made);
      });
      return { refused: false, done, preview };
    } catch (error) {
      return { ...refusedBy(error), preview };
    }
  }

  /** The promotion that there was, if it made of the budget what this one would. */
  async function promotedBefore({ draftId, contentHash }: MergeRequest): Promise<Done | null> {
    const { budgetId } = await openDrafts(lanes).table(draftId, null);
    const budget = await lanes.peek(budgetStream(budgetId));
    const version = budget.status === 'open' ? budget.promoted.get(draftId) : undefined;
    const save = version === undefined ? null : await readModel.saveAt(budgetId, { version });
    if (save === null || save.contentHash !== contentHash) return null;
    const { lastPosition: position, clock: recordedAt } = save;
    const basis = { position, recordedAt, version: save.version };
    return { budgetId, draftId: null, version: save.version, position, basis, events: [], repeated: true };
  }

  return {
    async promoteDraft(request) {
      const answer = await merge(request, 'budget', async (at) => {
        if (!request.dryRun) checkPromotion(request, at);
        return planPromotion(request, at, tools);
      });
      const isClosed = answer.refused && answer.refusals.some(({ code }) => code === 'DRAFT_CLOSED');
      const before = isClosed && !request.dryRun ? await promotedBefore(request) : null;
      return before === null ? answer : { refused: false, done: before, preview: null };
    },

    refreshDraft: (request) => merge(request, 'draft', (at) => planRefresh(request, at, tools)),
  };
}
