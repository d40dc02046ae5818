import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { PointArguments } from '../basis/at.input.js';
import { rootArguments } from '../basis/root-arguments.js';
import { VersionConnection } from '../budget/version.type.js';
import { connectionView, PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { SaveOrderEnum } from '../orders.js';
import type { SavesOrder } from '../../services/services.js';
import { saveFilter, SaveFilterInput } from './save.input.js';

@Resolver()
export class SaveResolver {
  @Query(() => VersionConnection, {
    description:
      'Every save (保存) of the ledger, of budgets and of drafts: edits, and what changes no cell, such as seals, approvals and corrections. `at`: up to where; a version, a seal or a draft needs the one budget in `filter.budgetIds`.',
  })
  async saves(
    @Arg('filter', () => SaveFilterInput, { nullable: true, description: 'Absent: all.' })
    filter: SaveFilterInput | null,
    @Arg('orderBy', () => SaveOrderEnum, {
      nullable: true,
      description:
        'Default: TIME_DESC. A cursor may come from the other order: the page goes on with what stood before it there.',
    })
    orderBy: SavesOrder | null,
    @Args(() => PageArguments) page: PageArguments,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const root = await rootArguments(args, context, info);
    const { queries } = context.services;
    return connectionView(await queries.saves(saveFilter(filter), pageOf(page), root, orderBy ?? 'TIME_DESC'));
  }
}
