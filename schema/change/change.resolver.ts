import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { ChangedCell } from '../../projections/rows.js';
import { ReadingArguments } from '../basis/at.input.js';
import { readingOf } from '../basis/reading.js';
import { BudgetType } from '../budget/budget.type.js';
import { connectionView, PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { ProjectType } from '../project/project.type.js';
import type { BudgetView, LedgerEventView, ProjectView } from '../services.js';
import { changeFilter, ChangeFilterInput } from './change.input.js';
import { ChangeConnection, ChangeType } from './change.type.js';
import { LedgerEventType } from './event.type.js';

@Resolver(() => ChangeType)
export class ChangeResolver {
  @Query(() => ChangeConnection, { description: 'Every changed cell of the ledger, newest first.' })
  async changes(
    @Arg('filter', () => ChangeFilterInput, { nullable: true }) filter: ChangeFilterInput | null,
    @Args(() => PageArguments) page: PageArguments,
    @Args(() => ReadingArguments) args: ReadingArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const reading = await readingOf(args, context, info);
    return connectionView(await context.services.queries.changes(changeFilter(filter), pageOf(page), reading));
  }

  @FieldResolver(() => ID, { description: 'Permanent.' })
  id(@Root() { eventId, ordinal }: ChangedCell): string {
    return `${eventId}:${ordinal}`;
  }

  @FieldResolver(() => BudgetType, { description: 'The budget right after the save.' })
  budget(@Root() change: ChangedCell, @Ctx() { services }: Context): Promise<BudgetView> {
    return services.queries.budgetAtChange(change);
  }

  @FieldResolver(() => ProjectType, {
    nullable: true,
    description: 'The project that the row is or belongs to, right after the save; null for budgets and fund users.',
  })
  async project(@Root() change: ChangedCell, @Ctx() { services }: Context): Promise<ProjectView | null> {
    return services.queries.projectAtChange(change);
  }

  @FieldResolver(() => LedgerEventType, { description: 'The event that changed the cell.' })
  event(@Root() { position }: ChangedCell, @Ctx() { services }: Context): Promise<LedgerEventView> {
    return services.queries.event(position);
  }
}
