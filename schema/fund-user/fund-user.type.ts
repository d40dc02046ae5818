import { Args, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Ref } from '../ref.js';
import { BudgetType } from '../budget/budget.type.js';
import { ChangeConnection } from '../change/change.type.js';
import { connectionView, PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { EntityStatusEnum } from '../enums.js';
import { FundingType } from '../funding/funding.type.js';
import { NodeType } from '../node/node.type.js';
import type { FundingView, FundUserView } from '../services.js';

@ObjectType('FundUser', {
  implements: NodeType,
  description: '资金使用单位: the row above a group of projects.',
  simpleResolvers: true,
})
export class FundUserType extends NodeType {
  @Field(() => Int, { description: 'Among those in force, from 1; 0: withdrawn.' })
  ordinal!: number;

  @Field(() => String, { description: 'As printed.' })
  name!: string;

  @Field(() => EntityStatusEnum, { description: 'Whether it is part of the table.' })
  status!: string;

  @Field(() => FundingType, { nullable: true, description: 'As the document declared it; null: it declared nothing.' })
  declaredTotals!: FundingType | null;

  @Field(() => BudgetType, { description: 'The table, at the same point.' })
  budget!: Ref<BudgetType>;
}

@Resolver(() => FundUserType)
export class FundUserResolver {
  @FieldResolver(() => FundingType, { description: 'Exact sums of its projects in force.' })
  totals(@Root() fundUser: FundUserView, @Ctx() { services }: Context): Promise<FundingView> {
    return services.queries.fundUserTotals(fundUser);
  }

  @FieldResolver(() => ChangeConnection, {
    description: 'Every cell of the row itself changed up to here, newest first.',
  })
  async history(
    @Root() fundUser: FundUserView,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { services }: Context,
  ) {
    return connectionView(await services.queries.history({ fundUser }, pageOf(page)));
  }
}
