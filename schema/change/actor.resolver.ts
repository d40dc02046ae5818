import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ActorRef } from '../../events/envelope.js';
import type { Context } from '../context.js';
import { ActorType } from './actor.type.js';

@Resolver(() => ActorType)
export class ActorResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'From the directory beside the ledger; null: not known, or erased.',
  })
  name(@Root() actor: ActorRef, @Ctx() context: Context): Promise<string | null> {
    return context.services.queries.actorName(actor.id);
  }
}
