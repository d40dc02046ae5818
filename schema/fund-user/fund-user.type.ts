import { Field, ID, Int, ObjectType } from 'type-graphql';
import { BudgetType } from '../budget/budget.type.js';
import { EntityStatusEnum } from '../enums.js';
import { DeclaredTotalsType } from '../funding/funding.type.js';
import { EntityType, NodeType } from '../node/node.type.js';
import type { Ref } from '../ref.js';

@ObjectType('FundUser', {
  implements: [NodeType, EntityType],
  description: '资金使用单位: the row above a group of projects.',
  simpleResolvers: true,
})
export class FundUserType extends EntityType {
  @Field(() => Int, { nullable: true, description: 'Among those in force, from 1. null: it is withdrawn.' })
  ordinal!: number | null;

  @Field(() => String, { description: 'As printed.' })
  name!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the row of the earlier table (`Budget.openedFrom`) that it was taken over from; null: it is new in this one.',
  })
  lineage!: string | null;

  @Field(() => EntityStatusEnum, { description: 'Whether it is part of the table.' })
  status!: string;

  @Field(() => DeclaredTotalsType, {
    nullable: true,
    description: 'As the document declared it; null: it declared nothing.',
  })
  declaredTotals!: DeclaredTotalsType | null;

  @Field(() => BudgetType, { description: 'The table, at the same point.' })
  budget!: Ref<BudgetType>;
}
