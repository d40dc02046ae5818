import { GraphQLBoolean } from 'graphql';
import { Field, Int, ObjectType } from 'type-graphql';
import { BasisType } from '../basis/basis.type.js';
import { ActorType } from '../change/actor.type.js';
import { BudgetPayload } from '../editing/payloads.js';
import { AdjustmentKindEnum, DraftStatusEnum } from '../enums.js';
import { EntityType, NodeType } from '../node/node.type.js';
import type { Ref } from '../ref.js';
import { DateTimeScalar, PositionScalar } from '../scalars.js';
import { PersonType } from './person.type.js';
import { ReviewRoundType } from './review-round.type.js';

const why = 'Why (修改理由).';
const document = '文号 of the document that it rests on.';

@ObjectType('DraftPromotion', {
  description: 'That a draft was taken into its budget (并入), as one save.',
  simpleResolvers: true,
})
export class DraftPromotionType {
  @Field(() => Int, { description: 'Of the budget, after that save.' })
  version!: number;

  @Field(() => Int, { description: 'Of the draft, as it was approved and taken in.' })
  draftVersion!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Of what it did, as the preview had shown. null: it was recorded before that was kept.',
  })
  changesHash!: string | null;

  @Field(() => String, { description: 'Of the budget’s table after it.' })
  contentHash!: string;

  @Field(() => PositionScalar, { description: 'Of the event.' })
  position!: string;

  @Field(() => DateTimeScalar, { description: 'The server’s time.' })
  at!: string;

  @Field(() => ActorType, { description: 'Who promoted it.' })
  by!: ActorType;

  @Field(() => String, { nullable: true, description: why })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: document })
  basisDocument!: string | null;
}

@ObjectType('DraftDiscard', { description: 'That a draft was given up (放弃).', simpleResolvers: true })
export class DraftDiscardType {
  @Field(() => PositionScalar, { description: 'Of the event.' })
  position!: string;

  @Field(() => DateTimeScalar, { description: 'The server’s time.' })
  at!: string;

  @Field(() => ActorType, { description: 'Who gave it up.' })
  by!: ActorType;

  @Field(() => String, { description: 'Why; a draft is never discarded without a reason.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: document })
  basisDocument!: string | null;
}

@ObjectType('Draft', {
  implements: [NodeType, EntityType],
  description:
    '草案: a branch of one budget from one of its versions, edited and reviewed apart and then promoted, at one point. Its saves count from 1; 0 is its base.',
  simpleResolvers: true,
})
export class DraftType extends EntityType {
  @Field(() => String, { description: 'As it was opened.' })
  name!: string;

  @Field(() => DraftStatusEnum, { description: 'Where it stands.' })
  status!: string;

  @Field(() => GraphQLBoolean, {
    description: '调整: it was opened as one when 二下 had been sealed, or made one later.',
  })
  adjustment!: boolean;

  @Field(() => AdjustmentKindEnum, {
    nullable: true,
    description: 'What kind of adjustment it is; null: it is none, or one from before adjustments had kinds.',
  })
  adjustmentKind!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it adjusts: the reason of its saves and its promotion that give none. null: it is no adjustment.',
  })
  adjustmentReason!: string | null;

  @Field(() => String, { nullable: true, description: '文号 that it adjusts on, likewise; null: none was required.' })
  adjustmentDocument!: string | null;

  @Field(() => Int, { description: 'Of the draft’s own saves: what `expectedVersion` of its edits means.' })
  version!: number;

  @Field(() => Int, {
    description: 'Version of the budget that it rests on: the one that it was opened on, or last refreshed with.',
  })
  baseVersion!: number;

  @Field(() => Int, { description: 'Version of the budget that it was opened on.' })
  openedOnVersion!: number;

  @Field(() => ActorType, { description: 'Who opened it.' })
  openedBy!: ActorType;

  @Field(() => DateTimeScalar, { description: 'When, by the server’s time.' })
  openedAt!: string;

  @Field(() => String, { nullable: true, description: 'Why it was opened.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: '文号 of the document that it was opened on.' })
  basisDocument!: string | null;

  @Field(() => [PersonType], {
    description:
      'Who edited it, and on whose behalf: none of them may approve or promote it, nor who opened it. In the order of their ids.',
  })
  editors!: PersonType[];

  @Field(() => [ReviewRoundType], { description: 'Its reviews, the first one first.' })
  rounds!: ReviewRoundType[];

  @Field(() => ActorType, { nullable: true, description: 'Who approved it; null: it is not approved as it is.' })
  approvedBy!: ActorType | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was approved, by the server’s time.' })
  approvedAt!: string | null;

  @Field(() => DraftPromotionType, { nullable: true, description: 'null: it was not promoted.' })
  promotedAs!: DraftPromotionType | null;

  @Field(() => DraftDiscardType, { nullable: true, description: 'null: it was not discarded.' })
  discarded!: DraftDiscardType | null;

  @Field(() => BasisType, { description: 'Where it is read; `version` is the draft’s.' })
  basis!: BasisType;
}

@ObjectType('DraftPayload', {
  description:
    'What became of a command about a draft; see BudgetPayload. `version` is the draft’s, `budget` its table.',
  simpleResolvers: true,
})
export class DraftPayload extends BudgetPayload {
  @Field(() => DraftType, { nullable: true, description: 'The draft after the command.' })
  draft!: Ref<DraftType> | null;
}
