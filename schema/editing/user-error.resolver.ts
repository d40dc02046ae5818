import { Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { DateTimeScalar } from '../scalars.js';
import type { UserErrorView } from './user-error.type.js';
import { CellConflictType, CellValueType, ConflictErrorType } from './user-error.type.js';

@Resolver(() => ConflictErrorType)
export class ConflictErrorResolver {
  @FieldResolver(() => [CellValueType], { description: 'The row’s own cells as they stand now.' })
  current(@Root() { conflict }: UserErrorView): CellValueType[] {
    return Object.entries(conflict?.current ?? {}).map(([path, value]) => ({ path, value }));
  }

  @FieldResolver(() => CellConflictType, {
    nullable: true,
    description: 'Of a revert: the cell that is in its way, with all its values. null: the whole row is meant.',
  })
  cell(@Root() { conflict }: UserErrorView): CellConflictType | null {
    return conflict?.cell ?? null;
  }

  @FieldResolver(() => Int, { description: 'The save that changed it.' })
  changedInVersion(@Root() { conflict }: UserErrorView): number | undefined {
    return conflict?.version;
  }

  @FieldResolver(() => DateTimeScalar, { description: 'When it was changed.' })
  changedAt(@Root() { conflict }: UserErrorView): string | undefined {
    return conflict?.recordedAt;
  }

  @FieldResolver(() => ID, { description: 'Who changed it.' })
  changedBy(@Root() { conflict }: UserErrorView): string | undefined {
    return conflict?.actorId;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Their name, from the directory.' })
  async changedByName(@Root() { conflict }: UserErrorView, @Ctx() { services }: Context): Promise<string | null> {
    return conflict === null ? null : services.queries.actorName(conflict.actorId);
  }
}
