import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { BasisType } from '../basis/basis.type.js';
import { AnnotationType, saidLater } from '../change/annotation.type.js';
import { RecordedType } from '../change/recorded.type.js';
import { BudgetPayload } from '../editing/payloads.js';
import { AdjustmentKindEnum, DraftStatusEnum } from '../enums.js';
import { EntityType, NodeType } from '../node/node.type.js';
import { onDemand } from '../on-demand.js';
import type { Ref } from '../ref.js';
import { PersonType } from './person.type.js';
import { ReviewDecisionType, ReviewRoundType } from './review-round.type.js';

@ObjectType('DraftPromotion', {
  implements: RecordedType,
  description: 'That a draft was taken into its budget (并入), as one save.',
  simpleResolvers: true,
})
export class DraftPromotionType extends RecordedType {
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

  @Extensions(onDemand)
  @Field(() => [AnnotationType], { description: saidLater('that save', 'the draft’s point') })
  annotations!: AnnotationType[];
}

@ObjectType('DraftDiscard', {
  implements: RecordedType,
  description: 'That a draft was given up (放弃).',
  simpleResolvers: true,
})
export class DraftDiscardType extends RecordedType {
  @Field(() => String, { description: 'Why; a draft is never discarded without a reason.' })
  override reason!: string;
}

@ObjectType('Adjustment', {
  description: '调整: what a draft that changes a table after 二下 is, and rests on.',
  simpleResolvers: true,
})
export class AdjustmentType {
  @Field(() => AdjustmentKindEnum, {
    nullable: true,
    description: 'null: it was opened before adjustments had kinds.',
  })
  kind!: string | null;

  @Field(() => String, { description: 'Why it adjusts: the reason of its saves and its promotion that give none.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: '文号 that it adjusts on, likewise; null: none was required.' })
  basisDocument!: string | null;
}

@ObjectType('Draft', {
  implements: [NodeType, EntityType, RecordedType],
  description:
    '草案: a branch of one budget from one of its versions, edited and reviewed apart and then promoted, at one point. Who, when and why are those of its opening. Its saves count from 1; 0 is its base.',
  simpleResolvers: true,
})
export class DraftType extends EntityType {
  @Field(() => String, { description: 'As it was opened.' })
  name!: string;

  @Field(() => DraftStatusEnum, { description: 'Where it stands.' })
  status!: string;

  @Field(() => AdjustmentType, {
    nullable: true,
    description: 'That it was opened as an adjustment when 二下 had been sealed, or made one later. null: it is none.',
  })
  adjustment!: AdjustmentType | null;

  @Field(() => Int, { description: 'Of the draft’s own saves: what `expectedVersion` of its edits means.' })
  version!: number;

  @Field(() => Int, {
    description: 'Version of the budget that it rests on: the one that it was opened on, or last refreshed with.',
  })
  baseVersion!: number;

  @Field(() => Int, { description: 'Version of the budget that it was opened on.' })
  openedOnVersion!: number;

  @Field(() => [PersonType], {
    description:
      'Who edited it, and on whose behalf: none of them may approve or promote it, nor who opened it. In the order of their ids.',
  })
  editors!: PersonType[];

  @Field(() => [ReviewRoundType], { description: 'Its reviews, the first one first.' })
  rounds!: ReviewRoundType[];

  @Field(() => ReviewDecisionType, { nullable: true, description: 'null: it is not approved as it is.' })
  approval!: ReviewDecisionType | null;

  @Field(() => DraftPromotionType, { nullable: true, description: 'null: it was not promoted.' })
  promotion!: DraftPromotionType | null;

  @Field(() => DraftDiscardType, { nullable: true, description: 'null: it was not discarded.' })
  discard!: DraftDiscardType | null;

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

  @Field(() => DraftStatusEnum, {
    nullable: true,
    description: 'Where the draft stands after the command, or with dryRun would stand.',
  })
  status!: string | null;
}
