import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { IndicatorView, ProjectView } from '../../services/services.js';
import type { Context } from '../context.js';
import { IndicatorType } from '../indicator/indicator.type.js';
import { ProjectType } from './project.type.js';

const rule = (siblings: string) =>
  `What came in the place of a withdrawn row, by this rule: ${siblings} that are in force here, were not in force right before it was withdrawn, and either came with the save that withdrew it, wherever they stand, or came then or later and stand at its place, with none between that was in force then. In printed order; empty where nothing did, and of a row in force. Who withdrew it is its \`blame\`. Few, so not paged.`;

@Resolver(() => ProjectType)
export class ReplacedProjectResolver {
  @FieldResolver(() => [ProjectType], { description: rule('projects of the same fund user') })
  replacedBy(@Root() project: ProjectView, @Ctx() { services }: Context): Promise<ProjectView[]> {
    return services.queries.projectsInPlaceOf(project);
  }
}

@Resolver(() => IndicatorType)
export class ReplacedIndicatorResolver {
  @FieldResolver(() => [IndicatorType], {
    description: `${rule('indicators of the same project')} One that went with its project has none: see the project’s.`,
  })
  replacedBy(@Root() indicator: IndicatorView, @Ctx() { services }: Context): Promise<IndicatorView[]> {
    return services.queries.indicatorsInPlaceOf(indicator);
  }
}
