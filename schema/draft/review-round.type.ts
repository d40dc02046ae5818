import { Field, ID, Int, ObjectType } from 'type-graphql';
import { RecordedType } from '../change/recorded.type.js';
import { ReviewOutcomeEnum } from '../enums.js';

@ObjectType('ReviewRemark', { description: 'An opinion on one row, or on one cell of it.', simpleResolvers: true })
export class ReviewRemarkType {
  @Field(() => ID, { description: 'The row.' })
  entityId!: string;

  @Field(() => String, { nullable: true, description: 'The cell, as in Change; null: the row.' })
  path!: string | null;

  @Field(() => String, { description: 'What the reviewer says about it.' })
  opinion!: string;
}

@ObjectType('ReviewSubmission', {
  implements: RecordedType,
  description: 'That a draft was submitted for review (送审).',
  simpleResolvers: true,
})
export class ReviewSubmissionType extends RecordedType {
  @Field(() => Int, { description: 'Of the draft, after it.' })
  version!: number;
}

@ObjectType('ReviewDecision', {
  implements: RecordedType,
  description: 'What a round of review came to: an approval, a return, or that it was taken back.',
  simpleResolvers: true,
})
export class ReviewDecisionType extends RecordedType {
  @Field(() => Int, { description: 'Of the draft, after it.' })
  version!: number;

  @Field(() => ReviewOutcomeEnum, { description: 'Which of them.' })
  outcome!: string;

  @Field(() => String, { nullable: true, description: 'On the draft as a whole; a return never goes without.' })
  opinion!: string | null;

  @Field(() => [ReviewRemarkType], { description: 'On single rows and cells.' })
  remarks!: ReviewRemarkType[];
}

@ObjectType('ReviewRound', {
  description: 'One round of review: what was submitted, and what was said of it. None is ever overwritten.',
  simpleResolvers: true,
})
export class ReviewRoundType {
  @Field(() => Int, { description: 'From 1.' })
  number!: number;

  @Field(() => Int, { description: 'The draft’s version that was submitted.' })
  version!: number;

  @Field(() => ReviewSubmissionType, { description: 'Who submitted it, and when.' })
  submission!: ReviewSubmissionType;

  @Field(() => ReviewDecisionType, { nullable: true, description: 'null: nothing was decided (yet).' })
  decision!: ReviewDecisionType | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The draft’s version that edited what was submitted or approved, so that the round no longer counts; null: none did.',
  })
  voidedByVersion!: number | null;
}
