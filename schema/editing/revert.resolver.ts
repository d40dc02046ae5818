import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { voidedInPreview } from '../draft/voided-review.js';
import type { RevertWhat } from '../../services/services.js';
import { RevertPayload } from './payloads.js';
import { commandRequest, donePayload, orRefused, refused } from './perform.js';
import { RevertInput } from './revert.input.js';

@Resolver()
export class RevertResolver {
  @Mutation(() => RevertPayload, {
    description:
      'Sets back what a change, an event or a save changed, or makes a row or a table what it was at a version. One save, in the budget or in a draft of it.',
  })
  async revert(
    @Arg('input', () => RevertInput) input: InstanceType<typeof RevertInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return orRefused(argumentOf, async () => {
      const { what, draftId, ofBudget, asDraft, dryRun, voidsReview } = input;
      const answer = await context.services.commands.revert({
        ...commandRequest('revert', input, context),
        what: what as RevertWhat,
        draftId: draftId ?? null,
        voidsReview: voidsReview ?? false,
        ofBudget: ofBudget ?? false,
        asDraft: asDraft ?? null,
        dryRun: dryRun ?? false,
      });
      if (answer.refused) return refused(answer.refusals, argumentOf);
      const { nothingLeft } = answer;
      const { queries } = context.services;
      if (answer.done !== null) {
        const { budgetId, draftId: doneIn, version } = answer.done;
        const before = { budgetId, draftId: doneIn, version: version - 1 };
        const { changes } = answer;
        const preview = async () => queries.changedRows(await changes(), before);
        return { ...donePayload(answer.done, context), draftId: doneIn, preview, nothingLeft };
      }
      const { budgetId, version, kind, changes, onlyInDraft, voidsReview: isVoiding } = answer.preview;
      const preview = queries.changedRows(changes, { budgetId, draftId: draftId ?? null, version });
      const voidedReview = () => voidedInPreview(draftId, isVoiding, context);
      return { version, kind, preview, nothingLeft, onlyInDraft, voidedReview, userErrors: [] };
    });
  }
}

/** A rule that the rows would break has no place in the input: it is a consequence of what the input asks for. */
function argumentOf(argument: readonly string[]): string[] {
  return argument[0] === 'rows' ? ['input', 'what'] : ['input', ...argument];
}
