import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { rightAfter } from '../basis/root-arguments.js';
import type { Context } from '../context.js';
import type { CommandFields } from '../editing/command.input.js';
import { answered, commandRequest } from '../editing/perform.js';
import type { Done } from '../../services/services.js';
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
    return reviewed(input, context, (commands) => commands.openDraft(request));
  }

  @Mutation(() => DraftPayload, { description: 'Submits a draft for review; an edit that may voids it.' })
  submitDraft(
    @Arg('input', () => SubmitDraftInput) input: InstanceType<typeof SubmitDraftInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const request = draftRequest('submitDraft', input, context);
    return reviewed(input, context, (commands) => commands.submitDraft(request));
  }

  @Mutation(() => DraftPayload, { description: 'Takes back a submission that nothing was decided about yet (收回).' })
  withdrawSubmission(
    @Arg('input', () => WithdrawSubmissionInput) input: InstanceType<typeof WithdrawSubmissionInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const request = draftRequest('withdrawSubmission', input, context);
    return reviewed(input, context, (commands) => commands.withdrawSubmission(request));
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
    return reviewed(input, context, (commands) => commands.returnDraft(request));
  }

  @Mutation(() => DraftPayload, {
    description: 'Approves a draft that was submitted, as it is: an edit afterwards voids the approval.',
  })
  approveDraft(
    @Arg('input', () => ApproveDraftInput) input: InstanceType<typeof ApproveDraftInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const request = { ...draftRequest('approveDraft', input, context), opinion: input.opinion ?? null };
    return reviewed(input, context, (commands) => commands.approveDraft(request));
  }

  @Mutation(() => DraftPayload, { description: 'Gives a draft up. It stays readable.' })
  discardDraft(
    @Arg('input', () => DiscardDraftInput) input: InstanceType<typeof DiscardDraftInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const request = draftRequest('discardDraft', input, context);
    return reviewed(input, context, (commands) => commands.discardDraft(request));
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
    return reviewed(input, context, (commands) => commands.convertDraftToAdjustment(request));
  }
}

function draftRequest(mutation: string, input: CommandFields & { draftId: string }, context: Context) {
  return { ...commandRequest(mutation, input, context), draftId: input.draftId };
}

function reviewed(input: CommandFields, context: Context, run: Parameters<typeof answered>[2]): Promise<object> {
  return answered(input, context, run, (done) => {
    const draft = () => draftAfter(done, context);
    return { draft, status: async () => (await draft())?.status ?? null };
  });
}

/** The draft as it is now, with the command in it. */
async function draftAfter(done: Done, context: Context) {
  const { draftId } = done;
  return draftId === null ? null : context.services.queries.draft(draftId, await rightAfter(done, context));
}
