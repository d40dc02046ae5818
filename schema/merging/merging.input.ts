import { GraphQLBoolean } from 'graphql';
import { Field, ID, InputType } from 'type-graphql';
import { commandInput, voidsReviewMeaning } from '../editing/command.input.js';
import { ChoiceEnum } from '../enums.js';

@InputType('Resolution', { description: 'Whose way a conflict goes.' })
export class ResolutionInput {
  @Field(() => ID, { description: '`entityId` of the conflict.' })
  entityId!: string;

  @Field(() => String, { nullable: true, description: '`path` of the conflict; null: whether the row stays.' })
  path?: string | null;

  @Field(() => ChoiceEnum, { description: 'Ours is the table that is changed, theirs the one that is taken in.' })
  choice!: 'OURS' | 'THEIRS';
}

@InputType('Merging')
class Merging {
  @Field(() => ID, { description: 'The draft.' })
  draftId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Of what the preview (dryRun) showed: if something else would be done now, nothing is (STALE_CONTENT). A promotion has to name it.',
  })
  changesHash?: string | null;

  @Field(() => [ResolutionInput], {
    nullable: true,
    description: 'One for each conflict, and for nothing else.',
  })
  resolutions?: ResolutionInput[] | null;
}

@InputType('Refreshing')
class Refreshing extends Merging {
  @Field(() => GraphQLBoolean, { nullable: true, description: voidsReviewMeaning })
  voidsReview?: boolean | null;
}

export const PromoteDraftInput = commandInput(
  'PromoteDraft',
  'An approved draft to be taken into its budget: theirs is the draft, ours the budget. After 二下 with reason and document, its own or those that the adjustment was opened with. By a reviewer, finance or admin who neither opened nor edited it.',
  Merging,
  'draft',
);

export const RefreshDraftInput = commandInput(
  'RefreshDraft',
  'A draft to take in what happened to its budget since: theirs is the budget, ours the draft. Whoever chooses has edited the draft.',
  Refreshing,
  'draft',
);

export type MergingInput = InstanceType<typeof PromoteDraftInput> & Pick<Refreshing, 'voidsReview'>;
