import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { ActorRef } from '../../events/envelope.js';
import type { ChangedCell } from '../../projections/rows.js';
import { PointArguments } from '../basis/at.input.js';
import { rootArguments } from '../basis/root-arguments.js';
import { BudgetType } from '../budget/budget.type.js';
import { connectionView, PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { DraftType } from '../draft/draft.type.js';
import { ProjectType } from '../project/project.type.js';
import type { BudgetView, DraftView, LedgerEventView, ProjectView } from '../../services/services.js';
import { ActorType } from './actor.type.js';
import { changeFilter, ChangeFilterInput } from './change.input.js';
import { ChangeConnection, ChangeType } from './change.type.js';
import { LedgerEventType } from './event.type.js';

@Resolver(() => ChangeType)
export class ChangeResolver {
  @Query(() => ChangeConnection, {
    description:
      'Every changed cell of the ledger, newest first; what changed in drafts only where the filter says so.',
  })
  async changes(
    @Arg('filter', () => ChangeFilterInput, { nullable: true }) filter: ChangeFilterInput | null,
    @Args(() => PageArguments) page: PageArguments,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const root = await rootArguments(args, context, info);
    return connectionView(await context.services.queries.changes(changeFilter(filter), pageOf(page), root));
  }

  @FieldResolver(() => BudgetType, {
    description: 'The budget right after the save, or the table of the draft that was saved.',
  })
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

  @FieldResolver(() => DraftType, {
    nullable: true,
    description:
      'The draft (草案) that it was changed in, or that a promotion took it from, right after the save; null: the budget itself was edited.',
  })
  async draft(@Root() change: ChangedCell, @Ctx() { services: { queries } }: Context): Promise<DraftView | null> {
    return (await queries.draftAtChange(change)) ?? (await queries.mergedFrom(change))?.draft ?? null;
  }

  @FieldResolver(() => ActorType, {
    nullable: true,
    description:
      'Of a cell that a promotion or a refresh set: who had set it, in the draft or in the budget. `actor` is who promoted or refreshed. Else null.',
  })
  async editor(@Root() change: ChangedCell, @Ctx() { services: { queries } }: Context): Promise<ActorRef | null> {
    return (await queries.mergedFrom(change))?.event?.actor ?? null;
  }

  @FieldResolver(() => LedgerEventType, {
    nullable: true,
    description:
      'Of a cell that came out of a promoted draft: that draft’s own event that had set it there. Else null.',
  })
  async draftEvent(
    @Root() change: ChangedCell,
    @Ctx() { services: { queries } }: Context,
  ): Promise<LedgerEventView | null> {
    const from = await queries.mergedFrom(change);
    return from?.draft ? from.event : null;
  }
}
