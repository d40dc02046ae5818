import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { aggregatedGroups, aggregatedRows } from '../../services/aggregate-views.js';
import type { IndicatorCountsView, IndicatorGrouping } from '../../services/services.js';
import { PointArguments } from '../basis/at.input.js';
import { rootArguments } from '../basis/root-arguments.js';
import type { Context } from '../context.js';
import { IndicatorGroupingEnum } from '../enums.js';
import { textFilter } from '../filter/text-filter.js';
import { IndicatorCountsType } from './indicator-counts.type.js';
import { IndicatorFilterInput } from './indicator.input.js';

@Resolver()
export class IndicatorCountsResolver {
  @Query(() => IndicatorCountsType, {
    description: `How many indicators match, by what they have in common. Over ${aggregatedRows} indicators or ${aggregatedGroups} groups it is refused with TOO_MANY_ROWS.`,
  })
  async indicatorCounts(
    @Arg('filter', () => IndicatorFilterInput, { nullable: true, description: 'Absent: all in force.' })
    filter: IndicatorFilterInput | null,
    @Arg('groupBy', () => IndicatorGroupingEnum, { description: 'What the indicators of a group have in common.' })
    groupBy: IndicatorGrouping,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<IndicatorCountsView> {
    const root = await rootArguments(args, context, info);
    return context.services.queries.indicatorCounts(textFilter(filter), groupBy, root);
  }
}
