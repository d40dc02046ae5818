import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { PointArguments } from '../basis/at.input.js';
import { argumentsBelow } from '../arguments-below.js';
import { rootArguments } from '../basis/root-arguments.js';
import { connectionView, goingOn, PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { CompareBaseEnum } from '../enums.js';
import type { CompareBase, ComparisonView } from '../../services/services.js';
import { PointInput, pointOf } from './comparison.input.js';
import { ComparisonNodeConnection, ComparisonType } from './comparison.type.js';

@Resolver(() => ComparisonType)
export class ComparisonResolver {
  @Query(() => ComparisonType, {
    description:
      'Any two tables: of one budget or its drafts at two points, or of two budgets, units or years. Rows of one budget are matched by their permanent ids, of two by lineage, else by name.',
  })
  async compare(
    @Arg('from', () => PointInput) from: PointInput,
    @Arg('to', () => PointInput) to: PointInput,
    @Arg('base', () => CompareBaseEnum, { nullable: true, description: 'Default: DIRECT.' }) base: CompareBase | null,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ComparisonView> {
    const root = await rootArguments(args, context, info);
    const pages = argumentsBelow(info, 'nodes') as PageArguments[];
    const { queries } = context.services;
    return queries.compare(pointOf(from), pointOf(to), root, base ?? 'DIRECT', pages.flatMap(goingOn));
  }

  @FieldResolver(() => ComparisonNodeConnection, {
    description:
      'The rows that differ, in the printed order of `to`; a removed row stands where it stood in `from`. All pages are read at the two points of the first, and so is the comparison that a later page is asked for with: its points, sums and stats are those of the first page. `basis` is that of `to`.',
  })
  async nodes(@Root() comparison: ComparisonView, @Args(() => PageArguments) page: PageArguments) {
    return connectionView(await comparison.nodes(pageOf(page)));
  }
}
