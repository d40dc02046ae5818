import { GraphQLBoolean } from 'graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { AdjustmentKind } from '../../events/draft/adjustment.js';
import { commandInput, voidsReviewMeaning } from '../editing/command.input.js';
import { AdjustmentKindEnum } from '../enums.js';

@InputType('Opening')
class Opening {
  @Field(() => ID, { description: 'The budget.' })
  budgetId!: string;

  @Field(() => String, {
    description: 'What the draft is called, such as 二上稿. No other draft of the budget that is open is called so.',
  })
  name!: string;

  @Field(() => Int, { nullable: true, description: 'The version of the budget to open it on. Absent: today’s.' })
  version?: number | null;

  @Field(() => AdjustmentKindEnum, {
    nullable: true,
    description: 'Which kind of adjustment it is: required after 二下, refused before.',
  })
  adjustmentKind?: AdjustmentKind | null;
}

@InputType('DraftReference')
class DraftReference {
  @Field(() => ID, { description: 'The draft.' })
  draftId!: string;
}

@InputType('Conversion')
class Conversion extends DraftReference {
  @Field(() => AdjustmentKindEnum, { description: 'Which kind of adjustment it becomes.' })
  adjustmentKind!: AdjustmentKind;

  @Field(() => GraphQLBoolean, { nullable: true, description: voidsReviewMeaning })
  voidsReview?: boolean | null;
}

@InputType('Remark', { description: 'An opinion on one row, or on one cell of it.' })
export class RemarkInput {
  @Field(() => ID, { description: 'The row.' })
  entityId!: string;

  @Field(() => String, { nullable: true, description: 'The cell, as in Change. Absent: the row.' })
  path?: string | null;

  @Field(() => String, { description: 'What is said about it.' })
  opinion!: string;
}

@InputType('Returning')
class Returning extends DraftReference {
  @Field(() => String, { description: 'On the draft as a whole.' })
  opinion!: string;

  @Field(() => [RemarkInput], { nullable: true, description: 'On single rows and cells, at most 200.' })
  remarks?: RemarkInput[] | null;
}

@InputType('Approving')
class Approving extends DraftReference {
  @Field(() => String, { nullable: true, description: 'On the draft as a whole.' })
  opinion?: string | null;
}

export const OpenDraftInput = commandInput(
  'OpenDraft',
  'A draft to be opened. After 二下 it is an adjustment (调整) and needs its kind, a reason and a document, which its saves and its promotion have, too, where they give none.',
  Opening,
  'table',
);

export const SubmitDraftInput = commandInput(
  'SubmitDraft',
  `A draft to be reviewed; one that changes nothing is not, nor after 二下 one that is no adjustment.`,
  DraftReference,
  'draft',
);

export const WithdrawSubmissionInput = commandInput(
  'WithdrawSubmission',
  `A submission to be taken back by whoever submitted it, until it is decided.`,
  DraftReference,
  'draft',
);

export const ReturnDraftInput = commandInput(
  'ReturnDraft',
  `A draft to be returned with an opinion, by a reviewer, finance or admin.`,
  Returning,
  'draft',
);

export const ApproveDraftInput = commandInput(
  'ApproveDraft',
  `A draft to be approved as it is, by a reviewer, finance or admin who neither opened nor edited it.`,
  Approving,
  'draft',
);

export const DiscardDraftInput = commandInput(
  'DiscardDraft',
  `A draft to be given up, by whoever opened it or a reviewer; the reason is not optional here.`,
  DraftReference,
  'draft',
);

export const ConvertDraftToAdjustmentInput = commandInput(
  'ConvertDraftToAdjustment',
  `A draft from before 二下 to be made an adjustment (调整), with a reason and a document.`,
  Conversion,
  'draft',
);
