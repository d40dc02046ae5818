import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { aggregatedGroups, aggregatedRows } from '../../services/aggregate-views.js';
import type { ProjectGrouping, ProjectTotalsView } from '../../services/services.js';
import { PointArguments } from '../basis/at.input.js';
import { rootArguments } from '../basis/root-arguments.js';
import type { Context } from '../context.js';
import { ProjectGroupingEnum } from '../enums.js';
import { projectFilter, ProjectFilterInput } from './project.input.js';
import { ProjectTotalsType } from './project-totals.type.js';

@Resolver()
export class ProjectTotalsResolver {
  @Query(() => ProjectTotalsType, {
    description: `The money of all projects that match, by what they have in common. Over ${aggregatedRows} projects or ${aggregatedGroups} groups it is refused with TOO_MANY_ROWS.`,
  })
  async projectTotals(
    @Arg('filter', () => ProjectFilterInput, { nullable: true, description: 'Absent: all in force.' })
    filter: ProjectFilterInput | null,
    @Arg('groupBy', () => ProjectGroupingEnum, { description: 'What the projects of a group have in common.' })
    groupBy: ProjectGrouping,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProjectTotalsView> {
    const root = await rootArguments(args, context, info);
    return context.services.queries.projectTotals(projectFilter(filter), groupBy, root);
  }
}
