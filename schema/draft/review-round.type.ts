import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ActorType } from '../change/actor.type.js';
import { ReviewOutcomeEnum } from '../enums.js';
import { DateTimeScalar } from '../scalars.js';

@ObjectType('ReviewRemark', { description: 'An opinion on one row, or on one cell of it.', simpleResolvers: true })
export class ReviewRemarkType {
  @Field(() => ID, { description: 'The row.' })
  entityId!: string;

  @Field(() => String, { nullable: true, description: 'The cell, as in Change; null: the row.' })
  path!: string | null;

  @Field(() => String, { description: 'What the reviewer says about it.' })
  opinion!: string;
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

  @Field(() => ActorType, { description: 'Who submitted it.' })
  submittedBy!: ActorType;

  @Field(() => DateTimeScalar, { description: 'When, by the server’s time.' })
  submittedAt!: string;

  @Field(() => ReviewOutcomeEnum, { nullable: true, description: 'null: nothing was decided (yet).' })
  outcome!: string | null;

  @Field(() => ActorType, { nullable: true, description: 'Who decided.' })
  decidedBy!: ActorType | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When, by the server’s time.' })
  decidedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'On the draft as a whole; an approval may go without.' })
  opinion!: string | null;

  @Field(() => String, { nullable: true, description: '文号 of the document that the decision rests on.' })
  basisDocument!: string | null;

  @Field(() => [ReviewRemarkType], { description: 'On single rows and cells.' })
  remarks!: ReviewRemarkType[];

  @Field(() => Int, {
    nullable: true,
    description:
      'The draft’s version that edited what was submitted or approved, so that the round no longer counts; null: none did.',
  })
  voidedByVersion!: number | null;
}
