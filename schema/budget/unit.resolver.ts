import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { Taxonomy } from '../../events/taxonomy.js';
import { taxonomies } from '../../events/taxonomy.js';
import { PointArguments } from '../basis/at.input.js';
import { rootArguments } from '../basis/root-arguments.js';
import { connectionOf, connectionView, PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { UnitType } from './unit.type.js';
import { TaxonomyType } from './taxonomy.type.js';

const { Connection: UnitConnection } = connectionOf('Unit', 'units, by their keys', () => UnitType);

@Resolver()
export class UnitResolver {
  @Query(() => UnitConnection, {
    description: '预算单位 that have a budget, each once, by its key; its name is that of its newest fiscal year.',
  })
  async units(
    @Args(() => PageArguments) page: PageArguments,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return connectionView(await context.services.queries.units(pageOf(page), await rootArguments(args, context, info)));
  }

  @Query(() => [TaxonomyType], {
    description:
      '指标分类: every code table that a budget can be written under, the oldest first; a few, and all of them.',
  })
  taxonomies(): readonly Taxonomy[] {
    return taxonomies;
  }
}
