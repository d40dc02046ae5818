import type { GraphQLResolveInfo } from 'graphql';
import type { DraftStatus } from '../../events/draft/draft.state.js';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { PointArguments } from '../basis/at.input.js';
import { rootArguments } from '../basis/root-arguments.js';
import { textFilter } from '../filter/text-filter.js';
import { CellValueType } from '../change/cell.type.js';
import { ChangePageArguments, changesOrder } from '../change/change-page.input.js';
import { ChangeConnection, changesView } from '../change/change.type.js';
import { connectionView, PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { DraftType } from '../draft/draft.type.js';
import { DraftStatusEnum } from '../enums.js';
import { BudgetOrderEnum, IndicatorOrderEnum, ProjectOrderEnum } from '../orders.js';
import { FundUserType } from '../fund-user/fund-user.type.js';
import { TotalsType } from '../funding/funding.type.js';
import { IndicatorFilterInput, indicatorFilterWithin } from '../indicator/indicator.input.js';
import { IndicatorConnection } from '../indicator/indicator.type.js';
import { ProjectFilterInput, projectFilterWithin } from '../project/project.input.js';
import { ProjectConnection, projectsView } from '../project/project.type.js';
import { ControlNumberType, ControlNumberWithdrawalType, SealType } from '../sealing/sealing.type.js';
import type {
  BudgetOrder,
  CellValueView,
  BudgetView,
  Check,
  DraftView,
  TotalsView,
  FundUserView,
  IndicatorOrder,
  ProjectOrder,
  SealView,
} from '../../services/services.js';
import { BudgetFilterInput } from './budget.input.js';
import { BudgetConnection, BudgetType } from './budget.type.js';
import { CheckType } from './check.type.js';
import { VersionConnection } from './version.type.js';

@Resolver(() => BudgetType)
export class BudgetResolver {
  @Query(() => BudgetConnection, { description: 'All budgets.' })
  async budgets(
    @Arg('filter', () => BudgetFilterInput, { nullable: true, description: 'Absent: all.' })
    filter: BudgetFilterInput | null,
    @Arg('orderBy', () => BudgetOrderEnum, { nullable: true, description: 'Default: PLACE_ASC.' })
    orderBy: BudgetOrder | null,
    @Args(() => PageArguments) page: PageArguments,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const root = await rootArguments(args, context, info);
    const { queries } = context.services;
    const view = await queries.budgets(textFilter(filter), pageOf(page), root, orderBy ?? 'PLACE_ASC');
    return { ...connectionView(view), totals: () => view.totals() };
  }

  @Query(() => BudgetType, { nullable: true, description: 'null: unknown, or not opened yet at that point.' })
  async budget(
    @Arg('id', () => ID, { description: 'Its `entityId`.' }) id: string,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BudgetView | null> {
    return context.services.queries.budget(id, await rootArguments(args, context, info));
  }

  @Query(() => BudgetType, { nullable: true, description: 'The one budget of a unit and a fiscal year.' })
  async budgetOf(
    @Arg('unit', () => String, { description: 'Key of the unit.' }) unit: string,
    @Arg('fiscalYear', () => Int, { description: '预算年度.' }) fiscalYear: number,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BudgetView | null> {
    return context.services.queries.budgetOf(unit, fiscalYear, await rootArguments(args, context, info));
  }

  @FieldResolver(() => TotalsType, {
    nullable: true,
    description: 'Sums of what the document declared in the fund users’ rows; null: it declared nothing.',
  })
  declaredTotals(@Root() budget: BudgetView, @Ctx() { services }: Context): Promise<TotalsView | null> {
    return services.queries.declaredTotals(budget);
  }

  @FieldResolver(() => [CheckType], { description: 'What does not add up; empty: everything does.' })
  checks(@Root() budget: BudgetView, @Ctx() { services }: Context): Promise<Check[]> {
    return services.queries.checks(budget);
  }

  @FieldResolver(() => [FundUserType], {
    description: '资金使用单位 in force, in printed order: all of them, as a table has a few.',
  })
  fundUsers(@Root() budget: BudgetView, @Ctx() { services }: Context): Promise<FundUserView[]> {
    return services.queries.fundUsers(budget);
  }

  @FieldResolver(() => ProjectConnection, { description: 'Its projects, in printed order by default.' })
  async projects(
    @Root() budget: BudgetView,
    @Arg('filter', () => ProjectFilterInput, { nullable: true, description: 'Absent: all.' })
    filter: ProjectFilterInput | null,
    @Arg('orderBy', () => ProjectOrderEnum, { nullable: true, description: 'Default: PLACE_ASC.' })
    orderBy: ProjectOrder | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { services: { queries } }: Context,
  ) {
    const within = projectFilterWithin(filter);
    return projectsView(await queries.projectsOf(budget, within, pageOf(page), orderBy ?? 'PLACE_ASC'));
  }

  @FieldResolver(() => IndicatorConnection, {
    description: 'The indicators of all its projects, in printed order by default.',
  })
  async indicators(
    @Root() budget: BudgetView,
    @Arg('filter', () => IndicatorFilterInput, { nullable: true, description: 'Absent: all.' })
    filter: IndicatorFilterInput | null,
    @Arg('orderBy', () => IndicatorOrderEnum, { nullable: true, description: 'Default: PLACE_ASC.' })
    orderBy: IndicatorOrder | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { services: { queries } }: Context,
  ) {
    const within = indicatorFilterWithin(filter);
    return connectionView(await queries.indicatorsOf(budget, within, pageOf(page), orderBy ?? 'PLACE_ASC'));
  }

  @FieldResolver(() => VersionConnection, { description: 'Its saves up to here, newest first; of a draft its own.' })
  async versions(
    @Root() budget: BudgetView,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { services }: Context,
  ) {
    return connectionView(await services.queries.versions(budget, pageOf(page)));
  }

  @FieldResolver(() => [SealType], {
    description:
      'All its seals up to here, in the order of sealing; those withdrawn, too. A seal is behind what it seals.',
  })
  seals(@Root() budget: BudgetView, @Ctx() { services }: Context): Promise<SealView[]> {
    return services.queries.seals(budget);
  }

  @FieldResolver(() => [DraftType], {
    description: 'Its drafts (草案) as they were here, in the order in which they were opened.',
  })
  drafts(
    @Root() budget: BudgetView,
    @Arg('status', () => [DraftStatusEnum], { nullable: true, description: 'Absent: all of them.' })
    status: DraftStatus[] | null | undefined,
    @Ctx() { services }: Context,
  ): Promise<DraftView[]> {
    return services.queries.drafts(budget, status ?? null);
  }

  @FieldResolver(() => ControlNumberType, {
    nullable: true,
    description: 'The one in force; null: none, and `controlNumberWithdrawal` tells whether one was lifted.',
  })
  controlNumber(@Root() budget: BudgetView, @Ctx() { services }: Context) {
    return services.queries.controlNumber(budget);
  }

  @FieldResolver(() => ControlNumberWithdrawalType, {
    nullable: true,
    description: 'That the last control number was lifted. null: one is in force, or none was ever issued.',
  })
  controlNumberWithdrawal(@Root() budget: BudgetView, @Ctx() { services }: Context) {
    return services.queries.controlNumberWithdrawal(budget);
  }

  @FieldResolver(() => ChangeConnection, {
    description:
      'Every cell changed up to here, newest first by default. Of a draft: what it changed, then what the budget had changed up to where it was opened.',
  })
  async history(
    @Root() budget: BudgetView,
    @Args(() => ChangePageArguments) page: ChangePageArguments,
    @Ctx() { services }: Context,
  ) {
    return changesView(await services.queries.history({ budget }, pageOf(page), changesOrder(page)));
  }

  @FieldResolver(() => [CellValueType], {
    description: 'For every cell of the budget itself: its name, who set it last.',
  })
  blame(@Root() budget: BudgetView, @Ctx() { services }: Context): Promise<CellValueView[]> {
    return services.queries.blame({ budget });
  }
}

@Resolver(() => BudgetConnection)
export class BudgetConnectionResolver {
  @FieldResolver(() => TotalsType, { description: 'Exact sums over all budgets that match, not over the page.' })
  totals(@Root() connection: { totals(): Promise<TotalsView> }): Promise<TotalsView> {
    return connection.totals();
  }
}
