import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { rightAfter } from '../basis/root-arguments.js';
import type { Context } from '../context.js';
import { voidedInPreview } from '../draft/voided-review.js';
import { commandRequest, donePayload, orRefused, refused } from '../editing/perform.js';
import type { ChangedRowView, MergeAnswer, MergePreview, MergeRequest } from '../../services/services.js';
import type { MergingInput } from './merging.input.js';
import { PromoteDraftInput, RefreshDraftInput } from './merging.input.js';
import { MergePayload } from './merging.type.js';

@Resolver()
export class MergingResolver {
  @Mutation(() => MergePayload, {
    description:
      'Takes an approved draft into its budget, cell by cell, as one save. What both have changed is a conflict and needs a choice. Promoting twice is one promotion.',
  })
  promoteDraft(@Arg('input', () => PromoteDraftInput) input: MergingInput, @Ctx() context: Context): Promise<object> {
    return mergePayload(input.draftId, context, () =>
      context.services.commands.promoteDraft(mergeRequest('promoteDraft', input, context)),
    );
  }

  @Mutation(() => MergePayload, {
    description:
      'Takes what happened to the budget since into the draft, cell by cell; its base is then today’s version.',
  })
  refreshDraft(@Arg('input', () => RefreshDraftInput) input: MergingInput, @Ctx() context: Context): Promise<object> {
    return mergePayload(input.draftId, context, () =>
      context.services.commands.refreshDraft(mergeRequest('refreshDraft', input, context)),
    );
  }
}

function mergeRequest(mutation: string, input: MergingInput, context: Context): MergeRequest {
  const { draftId, changesHash, resolutions, dryRun, voidsReview } = input;
  return {
    ...commandRequest(mutation, input, context),
    draftId,
    changesHash: changesHash ?? null,
    dryRun: dryRun ?? false,
    voidsReview: voidsReview ?? false,
    resolutions: (resolutions ?? []).map(({ entityId, path, choice }) => ({ entityId, path: path ?? null, choice })),
  };
}

async function mergePayload(draftId: string, context: Context, work: () => Promise<MergeAnswer>): Promise<object> {
  return orRefused(argumentOf, async () => {
    const answer = await work();
    const { conflicts = null, changesHash = null, version } = answer.preview ?? {};
    const preview = answer.preview && changedRowsOf(answer.preview, context);
    const shown = { conflicts, changesHash, preview };
    if (answer.refused) return { ...refused(answer.refusals, argumentOf), ...shown };
    const { done } = answer;
    if (done === null) {
      const blockers = refused(answer.preview?.blockers ?? [], argumentOf).userErrors;
      const voidedReview = () => voidedInPreview(draftId, answer.preview?.voidsReview, context);
      return { version, kind: answer.preview?.kind, ...shown, voidedReview, blockers, userErrors: [] };
    }
    const draft = async () => context.services.queries.draft(draftId, await rightAfter(done, context));
    return { ...donePayload(done, context), ...shown, draft };
  });
}

function changedRowsOf({ changes, table, version }: MergePreview, context: Context): ChangedRowView[] {
  return context.services.queries.changedRows(changes, { ...table, version });
}

/** A rule that the merged rows would break has no place in the input: it is a consequence of the merge. */
function argumentOf(argument: readonly string[]): string[] {
  return argument[0] === 'rows' ? ['input', 'draftId'] : ['input', ...argument];
}
