import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { PointArguments } from '../basis/at.input.js';
import { rootArguments } from '../basis/root-arguments.js';
import { textFilter } from '../filter/text-filter.js';
import { CellValueType } from '../change/cell.type.js';
import { ChangeConnection } from '../change/change.type.js';
import { connectionView, PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import type { CellValueView, IndicatorView } from '../../services/services.js';
import { IndicatorFilterInput } from './indicator.input.js';
import { IndicatorConnection, IndicatorType } from './indicator.type.js';

@Resolver(() => IndicatorType)
export class IndicatorResolver {
  @Query(() => IndicatorType, { nullable: true, description: 'null: unknown, or not added yet at that point.' })
  async indicator(
    @Arg('id', () => ID) id: string,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<IndicatorView | null> {
    return context.services.queries.indicator(id, await rootArguments(args, context, info));
  }

  @Query(() => IndicatorConnection, { description: 'Indicators of all budgets, in printed order.' })
  async indicators(
    @Arg('filter', () => IndicatorFilterInput, { nullable: true }) filter: IndicatorFilterInput | null,
    @Args(() => PageArguments) page: PageArguments,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const root = await rootArguments(args, context, info);
    return connectionView(await context.services.queries.indicators(textFilter(filter), pageOf(page), root));
  }

  @FieldResolver(() => Int, {
    description:
      'Of the save that last changed one of its own cells, also by withdrawing or restoring its project: that of its newest history. In a draft 0: it is as it was at the base.',
  })
  version(@Root() indicator: IndicatorView, @Ctx() { services }: Context): Promise<number> {
    return services.queries.indicatorVersion(indicator);
  }

  @FieldResolver(() => ChangeConnection, { description: 'Every cell of it changed up to here, newest first.' })
  async history(
    @Root() indicator: IndicatorView,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { services }: Context,
  ) {
    return connectionView(await services.queries.history({ indicator }, pageOf(page)));
  }

  @FieldResolver(() => [CellValueType], { description: 'For every cell of the indicator, who set it last.' })
  blame(@Root() indicator: IndicatorView, @Ctx() { services }: Context): Promise<CellValueView[]> {
    return services.queries.blame({ indicator });
  }
}
