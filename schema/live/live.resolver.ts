import type { SubscribeResolverData } from 'type-graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { ChangedCell, SaveRow } from '../../projections/rows.js';
import type { BudgetView, DraftSave, DraftView, FeedStart, Told } from '../../services/services.js';
import { BudgetType } from '../budget/budget.type.js';
import { changeFilter, ChangeFilterInput } from '../change/change.input.js';
import { ChangeEdge } from '../change/change.type.js';
import type { Context } from '../context.js';
import { DraftType } from '../draft/draft.type.js';
import { PositionScalar } from '../scalars.js';
import { BudgetChangedType, DraftChangedType, toldViews } from './live.type.js';

type Asked<Arguments> = SubscribeResolverData<unknown, Arguments & StartArguments, Context>;

@ArgsType()
class StartArguments {
  @Field(() => String, {
    nullable: true,
    description:
      'The last cursor that was told, by the same subscription with the same arguments: what comes behind it.',
  })
  after?: string | null;

  @Field(() => PositionScalar, {
    nullable: true,
    description:
      'A position that an answer named, best the basis of what is on the screen: what was recorded behind it. With `after`: behind both. Both absent: what is recorded from now on.',
  })
  behind?: string | null;
}

function startOf({ after, behind }: StartArguments): FeedStart {
  return { after: after ?? null, behind: behind ?? null };
}

@Resolver()
export class LiveResolver {
  @Subscription(() => ChangeEdge, {
    description:
      'Every changed cell that the filter holds for, each once, oldest first; also between two cells of one event. Its cursors are those of the list `changes` with the same filter.',
    subscribe: ({ args, context }: Asked<{ filter?: ChangeFilterInput | null }>) =>
      context.services.feeds.changes(changeFilter(args.filter ?? null), startOf(args), context.caller),
  })
  changes(
    @Root() edge: Told<ChangedCell>,
    @Arg('filter', () => ChangeFilterInput, { nullable: true, description: 'Absent: all.' })
    _filter: ChangeFilterInput | null | undefined,
    @Args(() => StartArguments) _start: StartArguments,
  ) {
    return toldViews.changes(edge);
  }

  @Subscription(() => BudgetChangedType, {
    description:
      'Each save of the budget itself, once, in order. What is done in its drafts is told by `draftChanged`.',
    subscribe: ({ args, context }: Asked<{ budgetId: string }>) =>
      context.services.feeds.budgetChanged(args.budgetId, startOf(args), context.caller),
  })
  budgetChanged(
    @Root() told: Told<SaveRow>,
    @Arg('budgetId', () => ID, { description: 'Of the budget.' }) _budgetId: string,
    @Args(() => StartArguments) _start: StartArguments,
  ) {
    return toldViews.budgetChanged(told);
  }

  @Subscription(() => DraftChangedType, {
    description:
      'Each save of drafts (草案), once, in order: opening, edits, submission, return, approval, refresh, discarding, and the save of the budget that takes one in. Given one of the two ids, of that budget or draft alone; given none, of all drafts.',
    subscribe: ({ args, context }: Asked<{ budgetId?: string | null; draftId?: string | null }>) => {
      const { budgetId = null, draftId = null } = args;
      return context.services.feeds.draftChanged({ budgetId, draftId }, startOf(args), context.caller);
    },
  })
  draftChanged(
    @Root() told: Told<DraftSave>,
    @Arg('budgetId', () => ID, { nullable: true, description: 'Of the drafts of this budget.' })
    _budgetId: string | null | undefined,
    @Arg('draftId', () => ID, { nullable: true, description: 'Of this draft.' }) _draftId: string | null | undefined,
    @Args(() => StartArguments) _start: StartArguments,
  ) {
    return toldViews.draftChanged(told);
  }
}

@Resolver(() => BudgetChangedType)
export class BudgetChangedResolver {
  @FieldResolver(() => BudgetType, {
    description:
      'The budget as it is now, at the save or behind it: live, so that a cache shows it wherever it is shown.',
  })
  async budget(@Root() told: BudgetChangedType, @Ctx() { services, caller }: Context): Promise<BudgetView | null> {
    const { queries } = services;
    return queries.budget(told.budgetId, { caller, at: null, head: await queries.head(told.position) });
  }
}

@Resolver(() => DraftChangedType)
export class DraftChangedResolver {
  @FieldResolver(() => DraftType, {
    description:
      'The draft as it is now, at the save or behind it: live, so that a cache shows it wherever it is shown.',
  })
  async draft(@Root() told: DraftChangedType, @Ctx() { services, caller }: Context): Promise<DraftView | null> {
    const { queries } = services;
    return queries.draft(told.draftId, { caller, at: null, head: await queries.head(told.position) });
  }
}
