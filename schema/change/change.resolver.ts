import { Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { ChangedCell } from '../../projections/rows.js';
import { BudgetType } from '../budget/budget.type.js';
import type { Context } from '../context.js';
import type { BudgetView, LedgerEventView } from '../services.js';
import { ChangeType } from './change.type.js';
import { LedgerEventType } from './event.type.js';

@Resolver(() => ChangeType)
export class ChangeResolver {
  @FieldResolver(() => ID, { description: 'Permanent.' })
  id(@Root() { eventId, ordinal }: ChangedCell): string {
    return `${eventId}:${ordinal}`;
  }

  @FieldResolver(() => BudgetType, { description: 'The budget right after the save.' })
  budget(@Root() change: ChangedCell, @Ctx() { services }: Context): Promise<BudgetView> {
    return services.queries.budgetAtChange(change);
  }

  @FieldResolver(() => LedgerEventType, { description: 'The event that changed the cell.' })
  event(@Root() { position }: ChangedCell, @Ctx() { services }: Context): Promise<LedgerEventView> {
    return services.queries.event(position);
  }
}
