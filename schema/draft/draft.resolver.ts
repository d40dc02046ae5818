import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { PointArguments } from '../basis/at.input.js';
import { rootArguments } from '../basis/root-arguments.js';
import { BudgetType } from '../budget/budget.type.js';
import { ChangeConnection } from '../change/change.type.js';
import { connectionView, PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import type { BudgetView, DraftView } from '../../services/services.js';
import { DraftType } from './draft.type.js';

@Resolver(() => DraftType)
export class DraftResolver {
  @Query(() => DraftType, {
    nullable: true,
    description:
      'null: unknown, or not opened yet at that point. A version or a seal is one of its budget’s, and shows the draft as it was then.',
  })
  async draft(
    @Arg('id', () => ID) id: string,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DraftView | null> {
    return context.services.queries.draft(id, await rootArguments(args, context, info));
  }

  @FieldResolver(() => BudgetType, { description: 'The draft’s table, at the same point.' })
  budget(@Root() draft: DraftView, @Ctx() { services }: Context): Promise<BudgetView> {
    return services.queries.draftTable(draft);
  }

  @FieldResolver(() => ChangeConnection, { description: 'Every cell that it changed itself up to here, newest first.' })
  async changes(
    @Root() draft: DraftView,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { services }: Context,
  ) {
    return connectionView(await services.queries.draftChanges(draft, pageOf(page)));
  }

  @FieldResolver(() => ChangeConnection, {
    description:
      'Every cell that was changed up to here, newest first: what the draft changed, then what its budget had changed up to where it was opened.',
  })
  async history(
    @Root() draft: DraftView,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { services: { queries } }: Context,
  ) {
    return connectionView(await queries.history({ budget: await queries.draftTable(draft) }, pageOf(page)));
  }
}
