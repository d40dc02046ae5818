import { GraphQLBoolean } from 'graphql';
import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { ActorType } from '../change/actor.type.js';
import type { Context } from '../context.js';
import type { Ref } from '../ref.js';

@ObjectType('Viewer', { description: 'Who asks.', simpleResolvers: true })
export class ViewerType {
  @Field(() => ActorType, { description: 'What edits of this caller are recorded under.' })
  actor!: Ref<ActorType>;

  @Field(() => GraphQLBoolean, {
    description: 'True: no access control; the actor is taken from the request’s headers, absent = local-operator.',
  })
  localMode!: boolean;
}

@Resolver()
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'Who asks.' })
  viewer(@Ctx() { caller }: Context) {
    return { actor: caller.actor, localMode: true };
  }
}
