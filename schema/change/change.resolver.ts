import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { ActorRef } from '../../events/envelope.js';
import type { ChangedCell } from '../../projections/rows.js';
import { PointArguments } from '../basis/at.input.js';
import { rootArguments } from '../basis/root-arguments.js';
import { BudgetType } from '../budget/budget.type.js';
import { pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { DraftType } from '../draft/draft.type.js';
import { asNode, EntityType } from '../node/node.type.js';
import { ProjectType } from '../project/project.type.js';
import type { BudgetView, DraftView, LedgerEventView, ProjectView } from '../../services/services.js';
import { ActorType } from './actor.type.js';
import { changeFilter, ChangeFilterInput } from './change.input.js';
import { ChangePageArguments, changesOrder } from './change-page.input.js';
import { ChangeConnection, changesView, ChangeType } from './change.type.js';
import { LedgerEventType } from './event.type.js';

@Resolver(() => ChangeType)
export class ChangeResolver {
  @Query(() => ChangeConnection, {
    description:
      'Every changed cell of the ledger, newest first by default; what changed in drafts only where the filter says so. At a version, a seal or a draft of the budget that the filter names: what that table shows, of a draft what it changed and what its budget had changed up to where it was opened.',
  })
  async changes(
    @Arg('filter', () => ChangeFilterInput, { nullable: true, description: 'Absent: all.' })
    filter: ChangeFilterInput | null,
    @Args(() => ChangePageArguments) page: ChangePageArguments,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const root = await rootArguments(args, context, info);
    const { queries } = context.services;
    return changesView(await queries.changes(changeFilter(filter), pageOf(page), root, changesOrder(page)));
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

  @FieldResolver(() => EntityType, {
    description:
      'The row (or the budget) whose cell it is, right after the save, as `budget` and `project` are: a change never changes, wherever it is read. One that the save withdrew has the status WITHDRAWN and says what it last said. Ask `entity(id: entityId)` for the row as it is now.',
  })
  async entity(@Root() change: ChangedCell, @Ctx() { services }: Context): Promise<object> {
    return asNode(await services.queries.rowAtChange(change));
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
