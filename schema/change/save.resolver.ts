import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { PointArguments } from '../basis/at.input.js';
import { rootArguments } from '../basis/root-arguments.js';
import { VersionConnection } from '../budget/version.type.js';
import { connectionView, PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { saveFilter, SaveFilterInput } from './save.input.js';

@Resolver()
export class SaveResolver {
  @Query(() => VersionConnection, {
    description:
      'Every save (保存) of the ledger, of budgets and of drafts, newest first: edits, and what changes no cell, such as seals, approvals and corrections.',
  })
  async saves(
    @Arg('filter', () => SaveFilterInput, { nullable: true, description: 'Absent: all.' })
    filter: SaveFilterInput | null,
    @Args(() => PageArguments) page: PageArguments,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const root = await rootArguments(args, context, info);
    return connectionView(await context.services.queries.saves(saveFilter(filter), pageOf(page), root));
  }
}
