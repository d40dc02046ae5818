import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { PointArguments } from '../basis/at.input.js';
import { BasisType } from '../basis/basis.type.js';
import { rootArguments } from '../basis/root-arguments.js';
import { textFilter } from '../filter/text-filter.js';
import { CellValueType } from '../change/cell.type.js';
import { ChangePageArguments, changesOrder } from '../change/change-page.input.js';
import { ChangeConnection, changesView } from '../change/change.type.js';
import { connectionView, PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { BudgetType } from '../budget/budget.type.js';
import { IndicatorOrderEnum } from '../orders.js';
import type { Basis, CellValueView, BudgetView, IndicatorOrder, IndicatorView } from '../../services/services.js';
import { IndicatorFilterInput } from './indicator.input.js';
import { IndicatorConnection, IndicatorType } from './indicator.type.js';

@Resolver(() => IndicatorType)
export class IndicatorResolver {
  @Query(() => IndicatorType, { nullable: true, description: 'null: unknown, or not added yet at that point.' })
  async indicator(
    @Arg('id', () => ID, { description: 'Its `entityId`.' }) id: string,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<IndicatorView | null> {
    return context.services.queries.indicator(id, await rootArguments(args, context, info));
  }

  @Query(() => IndicatorConnection, {
    description:
      'Indicators of all budgets. At a version, a seal or a draft of the budget that the filter names: those of that table.',
  })
  async indicators(
    @Arg('filter', () => IndicatorFilterInput, { nullable: true, description: 'Absent: all.' })
    filter: IndicatorFilterInput | null,
    @Arg('orderBy', () => IndicatorOrderEnum, { nullable: true, description: 'Default: PLACE_ASC.' })
    orderBy: IndicatorOrder | null,
    @Args(() => PageArguments) page: PageArguments,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const root = await rootArguments(args, context, info);
    const { queries } = context.services;
    return connectionView(await queries.indicators(textFilter(filter), pageOf(page), root, orderBy ?? 'PLACE_ASC'));
  }

  @FieldResolver(() => Int, {
    description:
      'Of the save that last changed one of its own cells, also by withdrawing or restoring its project: that of its newest history. In a draft 0: it is as it was at the base.',
  })
  version(@Root() indicator: IndicatorView, @Ctx() { services }: Context): Promise<number> {
    return services.queries.indicatorVersion(indicator);
  }

  @FieldResolver(() => BudgetType, { description: 'The table, at the same point.' })
  budget(@Root() { project }: IndicatorView): BudgetView {
    return project.budget;
  }

  @FieldResolver(() => BasisType, { description: 'Where it is read.' })
  basis(@Root() { project }: IndicatorView): Basis {
    return project.basis;
  }

  @FieldResolver(() => ChangeConnection, {
    description: 'Every cell of it changed up to here, newest first by default.',
  })
  async history(
    @Root() indicator: IndicatorView,
    @Args(() => ChangePageArguments) page: ChangePageArguments,
    @Ctx() { services }: Context,
  ) {
    return changesView(await services.queries.history({ indicator }, pageOf(page), changesOrder(page)));
  }

  @FieldResolver(() => [CellValueType], { description: 'For every cell of the indicator, who set it last.' })
  blame(@Root() indicator: IndicatorView, @Ctx() { services }: Context): Promise<CellValueView[]> {
    return services.queries.blame({ indicator });
  }
}
