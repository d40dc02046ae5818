import { Arg, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ComparisonGrouping, ComparisonGroupView, ComparisonView } from '../../services/services.js';
import { ComparisonGroupingEnum } from '../enums.js';
import { ComparisonGroupType } from './comparison-groups.type.js';
import { ComparisonType } from './comparison.type.js';

@Resolver(() => ComparisonType)
export class ComparisonGroupsResolver {
  @FieldResolver(() => [ComparisonGroupType], {
    description:
      'What differs in numbers, by fund user or class, at `to`, of a row that is gone there at `from`; in printed order. By fund user all rows below it and its own, by class indicators alone.',
  })
  statsBy(
    @Root() comparison: ComparisonView,
    @Arg('groupBy', () => ComparisonGroupingEnum, { description: 'What the rows of a group have in common.' })
    groupBy: ComparisonGrouping,
  ): Promise<ComparisonGroupView[]> {
    return comparison.statsBy(groupBy);
  }
}
