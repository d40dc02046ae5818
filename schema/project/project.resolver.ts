import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { PointArguments } from '../basis/at.input.js';
import { rootArguments } from '../basis/root-arguments.js';
import { CellValueType } from '../change/cell.type.js';
import { ChangePageArguments, changesOrder } from '../change/change-page.input.js';
import { ChangeConnection, changesView } from '../change/change.type.js';
import { PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { ProjectOrderEnum } from '../orders.js';
import { FundUserType } from '../fund-user/fund-user.type.js';
import { TotalsType } from '../funding/funding.type.js';
import { aggregatedRows } from '../../services/aggregate-views.js';
import { IndicatorType } from '../indicator/indicator.type.js';
import type {
  CellValueView,
  TotalsView,
  FundUserView,
  IndicatorView,
  ProjectOrder,
  ProjectView,
} from '../../services/services.js';
import { ProjectFilterInput, projectFilter } from './project.input.js';
import { ProjectConnection, ProjectType, projectsView } from './project.type.js';

@Resolver(() => ProjectType)
export class ProjectResolver {
  @Query(() => ProjectType, { nullable: true, description: 'null: unknown, or not added yet at that point.' })
  async project(
    @Arg('id', () => ID, { description: 'Its `entityId`.' }) id: string,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProjectView | null> {
    return context.services.queries.project(id, await rootArguments(args, context, info));
  }

  @Query(() => ProjectConnection, {
    description:
      'Projects of all budgets. At a version, a seal or a draft of the budget that the filter names: those of that table.',
  })
  async projects(
    @Arg('filter', () => ProjectFilterInput, { nullable: true, description: 'Absent: all.' })
    filter: ProjectFilterInput | null,
    @Arg('orderBy', () => ProjectOrderEnum, { nullable: true, description: 'Default: PLACE_ASC.' })
    orderBy: ProjectOrder | null,
    @Args(() => PageArguments) page: PageArguments,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const root = await rootArguments(args, context, info);
    const { queries } = context.services;
    return projectsView(await queries.projects(projectFilter(filter), orderBy ?? 'PLACE_ASC', pageOf(page), root));
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Among the budget’s projects in force, from 1. null: it is withdrawn.',
  })
  async ordinal(@Root() project: ProjectView, @Ctx() { services }: Context): Promise<number | null> {
    const counted = project.ordinal ?? (await services.queries.projectOrdinal(project));
    return counted === 0 ? null : counted;
  }

  @FieldResolver(() => Int, {
    description:
      'Of the save that last changed it or one of its indicators; in a draft 0: it is as it was at the base.',
  })
  version(@Root() project: ProjectView, @Ctx() { services }: Context): number | Promise<number> {
    return project.version ?? services.queries.projectVersion(project);
  }

  @FieldResolver(() => FundUserType, { description: '资金使用单位 that it stands below.' })
  fundUser(@Root() project: ProjectView, @Ctx() { services }: Context): Promise<FundUserView> {
    return services.queries.projectFundUser(project);
  }

  @FieldResolver(() => [IndicatorType], {
    description:
      '绩效指标 in force, in printed order. Of a withdrawn project: those that were in force when it was withdrawn, and come back with it; each has the status WITHDRAWN. One that was withdrawn before its project is in neither list, and is read by its id.',
  })
  indicators(
    @Root() { indicators }: ProjectView,
    @Arg('level1', () => String, { nullable: true, description: 'Code of a level-1 class.' }) level1: string | null,
    @Arg('level2', () => String, { nullable: true, description: 'Code of a level-2 class.' }) level2: string | null,
  ): IndicatorView[] {
    return indicators.filter(
      (row) => (level1 ?? row.level1.code) === row.level1.code && (level2 ?? row.level2.code) === row.level2.code,
    );
  }

  @FieldResolver(() => ChangeConnection, {
    description: 'Every cell of the project and its indicators changed up to here, newest first by default.',
  })
  async history(
    @Root() project: ProjectView,
    @Args(() => ChangePageArguments) page: ChangePageArguments,
    @Ctx() { services }: Context,
  ) {
    return changesView(await services.queries.history({ project }, pageOf(page), changesOrder(page)));
  }

  @FieldResolver(() => [CellValueType], {
    description: 'For every cell of the project itself; its indicators have their own, who set it last.',
  })
  blame(@Root() project: ProjectView, @Ctx() { services }: Context): Promise<CellValueView[]> {
    return services.queries.blame({ project });
  }
}

@Resolver(() => ProjectConnection)
export class ProjectConnectionResolver {
  @FieldResolver(() => TotalsType, {
    description: `Exact sums over all projects that match, not over the page. Over ${aggregatedRows} projects it is refused with TOO_MANY_ROWS.`,
  })
  totals(@Root() connection: { totals(): Promise<TotalsView> }): Promise<TotalsView> {
    return connection.totals();
  }
}
