import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { PointArguments } from '../basis/at.input.js';
import { rootArguments } from '../basis/root-arguments.js';
import { BudgetType } from '../budget/budget.type.js';
import { ChangePageArguments, changesOrder } from '../change/change-page.input.js';
import { ChangeConnection, changesView } from '../change/change.type.js';
import { connectionOf, connectionView, PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { DraftOrderEnum } from '../orders.js';
import type { BudgetView, DraftOrder, DraftView } from '../../services/services.js';
import { draftFilter, DraftFilterInput } from './draft-list.input.js';
import { DraftType } from './draft.type.js';

const { Connection: DraftConnection } = connectionOf('Draft', 'drafts', () => DraftType);

@Resolver(() => DraftType)
export class DraftResolver {
  @Query(() => DraftType, {
    nullable: true,
    description:
      'null: unknown, or not opened yet at that point. A version or a seal is one of its budget’s, and shows the draft as it was then.',
  })
  async draft(
    @Arg('id', () => ID, { description: 'Its `entityId`.' }) id: string,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DraftView | null> {
    return context.services.queries.draft(id, await rootArguments(args, context, info));
  }

  @Query(() => DraftConnection, {
    description: 'Drafts (草案) of all budgets as they were at the point, those that were moved last first by default.',
  })
  async drafts(
    @Arg('filter', () => DraftFilterInput, { nullable: true, description: 'Absent: all.' })
    filter: DraftFilterInput | null,
    @Arg('orderBy', () => DraftOrderEnum, { nullable: true, description: 'Default: TIME_DESC.' })
    orderBy: DraftOrder | null,
    @Args(() => PageArguments) page: PageArguments,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const root = await rootArguments(args, context, info);
    const { queries } = context.services;
    return connectionView(await queries.draftList(draftFilter(filter), pageOf(page), root, orderBy ?? 'TIME_DESC'));
  }

  @FieldResolver(() => BudgetType, { description: 'The draft’s table, at the same point.' })
  budget(@Root() draft: DraftView, @Ctx() { services }: Context): Promise<BudgetView> {
    return services.queries.draftTable(draft);
  }

  @FieldResolver(() => ChangeConnection, { description: 'Every cell that it changed itself up to here, newest first.' })
  async changes(
    @Root() draft: DraftView,
    @Args(() => ChangePageArguments) page: ChangePageArguments,
    @Ctx() { services }: Context,
  ) {
    return changesView(await services.queries.draftChanges(draft, pageOf(page), changesOrder(page)));
  }

  @FieldResolver(() => ChangeConnection, {
    description:
      'Every cell that was changed up to here, newest first: what the draft changed, then what its budget had changed up to where it was opened.',
  })
  async history(
    @Root() draft: DraftView,
    @Args(() => ChangePageArguments) page: ChangePageArguments,
    @Ctx() { services: { queries } }: Context,
  ) {
    return changesView(
      await queries.history({ budget: await queries.draftTable(draft) }, pageOf(page), changesOrder(page)),
    );
  }
}
