import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { PersonType } from './person.type.js';

@Resolver(() => PersonType)
export class PersonResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'From the directory beside the ledger; null: not known, or erased.',
  })
  name(@Root() { id }: { id: string }, @Ctx() context: Context): Promise<string | null> {
    return context.services.queries.actorName(id);
  }
}
