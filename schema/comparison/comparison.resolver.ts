import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { PointArguments } from '../basis/at.input.js';
import { argumentsBelow } from '../arguments-below.js';
import { rootArguments } from '../basis/root-arguments.js';
import { connectionView, goingOn, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { CompareBaseEnum } from '../enums.js';
import type { CompareBase, ComparisonView } from '../../services/services.js';
import { comparedRowFilter, ComparisonRowsArguments, PointInput, pointOf } from './comparison.input.js';
import { ComparisonRowConnection, ComparisonType } from './comparison.type.js';

@Resolver(() => ComparisonType)
export class ComparisonResolver {
  @Query(() => ComparisonType, {
    description:
      'Any two tables: of one budget or its drafts at two points, or of two budgets, units or years. Rows of one budget are matched by their permanent ids, of two by lineage, else by name.',
  })
  async compare(
    @Arg('from', () => PointInput, { description: 'The table that is compared with.' }) from: PointInput,
    @Arg('to', () => PointInput, { description: 'The table that is compared: what differs is told of it.' })
    to: PointInput,
    @Arg('base', () => CompareBaseEnum, { nullable: true, description: 'Default: DIRECT.' }) base: CompareBase | null,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ComparisonView> {
    const root = await rootArguments(args, context, info);
    const pages = argumentsBelow(info, 'rows') as ComparisonRowsArguments[];
    const goOn = pages.flatMap((asked) =>
      goingOn(asked).map((page) => ({ filter: comparedRowFilter(asked.filter), page })),
    );
    return context.services.queries.compare(pointOf(from), pointOf(to), root, base ?? 'DIRECT', goOn);
  }

  @FieldResolver(() => ComparisonRowConnection, {
    description:
      'The rows that differ, in the printed order of `to`; a removed row stands where it stood in `from`. All pages are read at the two points of the first, and so is the comparison that a later page is asked for with: its points, sums and stats are those of the first page. `basis` is that of `to`.',
  })
  async rows(@Root() comparison: ComparisonView, @Args(() => ComparisonRowsArguments) args: ComparisonRowsArguments) {
    return connectionView(await comparison.rows(comparedRowFilter(args.filter), pageOf(args)));
  }
}
