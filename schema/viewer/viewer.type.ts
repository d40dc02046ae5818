import { GraphQLBoolean } from 'graphql';
import { Field, ObjectType } from 'type-graphql';
import { ActorType } from '../change/actor.type.js';

@ObjectType('Viewer', { description: 'Who asks.', simpleResolvers: true })
export class ViewerType {
  @Field(() => ActorType, { description: 'What edits of this caller are recorded under.' })
  actor!: ActorType;

  @Field(() => GraphQLBoolean, {
    description: 'True: no access control; the actor is taken from the request’s headers, absent = local-operator.',
  })
  localMode!: boolean;
}
