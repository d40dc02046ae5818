import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import type { ActorRef } from '../../events/envelope.js';
import type { Context } from '../context.js';

@ObjectType('Actor', { description: 'Who acted, as the event recorded it.', simpleResolvers: true })
export class ActorType {
  @Field(() => ID, { description: 'The only thing about a person that an event keeps.' })
  id!: string;

  @Field(() => String, { description: 'The role acted in.' })
  role!: string;

  @Field(() => String, { nullable: true, description: 'Key of the unit acted for.' })
  unit!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the person in whose stead.' })
  onBehalfOf!: string | null;
}

@Resolver(() => ActorType)
export class ActorResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'From the directory beside the ledger; null: not known, or erased.',
  })
  name(@Root() actor: ActorRef, @Ctx() context: Context): string | null {
    return context.services.queries.actorName(actor.id);
  }
}
