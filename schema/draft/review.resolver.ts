import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { rightAfter } from '../basis/root-arguments.js';
import type { Context } from '../context.js';
import type { VersionedFields } from '../editing/command.input.js';
import { commandRequest, donePayload, inInput, orRefused, refused } from '../editing/perform.js';
import type { CommandAnswer, Done } from '../../services/services.js';
import {
  ApproveDraftInput,
  ConvertDraftToAdjustmentInput,
  DiscardDraftInput,
  OpenDraftInput,
  ReturnDraftInput,
  SubmitDraftInput,
  WithdrawSubmissionInput,
} from './draft.input.js';
import { DraftPayload } from './draft.type.js';

@Resolver()
export class ReviewResolver {
  @Mutation(() => DraftPayload, {
    description: 'Opens a draft: a branch of the budget from one of its versions, edited apart with `draftId`.',
  })
  openDraft(
    @Arg('input', () => OpenDraftInput) input: InstanceType<typeof OpenDraftInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const { budgetId, name, version, adjustmentKind = null } = input;
    const about = { budgetId, name, version: version ?? null, adjustmentKind };
    const request = { ...commandRequest('openDraft', input, context), ...about };
    return answered(context, () => context.services.commands.openDraft(request));
  }

  @Mutation(() => DraftPayload, { description: 'Submits a draft for review; an edit that may voids it.' })
  submitDraft(
    @Arg('input', () => SubmitDraftInput) input: InstanceType<typeof SubmitDraftInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const request = draftRequest('submitDraft', input, context);
    return answered(context, () => context.services.commands.submitDraft(request));
  }

  @Mutation(() => DraftPayload, { description: 'Takes back a submission that nothing was decided about yet (收回).' })
  withdrawSubmission(
    @Arg('input', () => WithdrawSubmissionInput) input: InstanceType<typeof WithdrawSubmissionInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const request = draftRequest('withdrawSubmission', input, context);
    return answered(context, () => context.services.commands.withdrawSubmission(request));
  }

  @Mutation(() => DraftPayload, {
    description: 'Returns a draft that was submitted or approved, with an opinion. Submitting it again is a new round.',
  })
  returnDraft(
    @Arg('input', () => ReturnDraftInput) input: InstanceType<typeof ReturnDraftInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const { opinion } = input;
    const remarks = (input.remarks ?? []).map((remark) => ({ ...remark, path: remark.path ?? null }));
    const request = { ...draftRequest('returnDraft', input, context), opinion, remarks };
    return answered(context, () => context.services.commands.returnDraft(request));
  }

  @Mutation(() => DraftPayload, {
    description: 'Approves a draft that was submitted, as it is: an edit afterwards voids the approval.',
  })
  approveDraft(
    @Arg('input', () => ApproveDraftInput) input: InstanceType<typeof ApproveDraftInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const request = { ...draftRequest('approveDraft', input, context), opinion: input.opinion ?? null };
    return answered(context, () => context.services.commands.approveDraft(request));
  }

  @Mutation(() => DraftPayload, { description: 'Gives a draft up. It stays readable.' })
  discardDraft(
    @Arg('input', () => DiscardDraftInput) input: InstanceType<typeof DiscardDraftInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const request = draftRequest('discardDraft', input, context);
    return answered(context, () => context.services.commands.discardDraft(request));
  }

  @Mutation(() => DraftPayload, {
    description:
      'Makes an adjustment (调整) of a draft that was opened before 二下, so that it can be submitted. Whoever does has edited it.',
  })
  convertDraftToAdjustment(
    @Arg('input', () => ConvertDraftToAdjustmentInput) input: InstanceType<typeof ConvertDraftToAdjustmentInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const { adjustmentKind, voidsReview } = input;
    const about = { adjustmentKind, voidsReview: voidsReview ?? false };
    const request = { ...draftRequest('convertDraftToAdjustment', input, context), ...about };
    return answered(context, () => context.services.commands.convertDraftToAdjustment(request));
  }
}

function draftRequest(mutation: string, input: VersionedFields & { draftId: string }, context: Context) {
  const { draftId, expectedVersion } = input;
  return { ...commandRequest(mutation, input, context), draftId, expectedVersion: expectedVersion ?? null };
}

function answered(context: Context, command: () => Promise<CommandAnswer>): Promise<object> {
  return orRefused(inInput, async () => {
    const answer = await command();
    if (answer.refused) return refused(answer.refusals, inInput);
    const { done } = answer;
    return { ...donePayload(done, context), draft: () => draftAfter(done, context) };
  });
}

/** The draft as it is now, with the command in it. */
async function draftAfter(done: Done, context: Context) {
  const { draftId } = done;
  return draftId === null ? null : context.services.queries.draft(draftId, await rightAfter(done, context));
}
