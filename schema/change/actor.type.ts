import { Field, ID, ObjectType } from 'type-graphql';
import { RoleEnum } from '../enums.js';

@ObjectType('Actor', { description: 'Who acted, as the event recorded it.', simpleResolvers: true })
export class ActorType {
  @Field(() => ID, { description: 'Of the person: the only thing about one that an event keeps.' })
  personId!: string;

  @Field(() => RoleEnum, { description: 'The role acted in.' })
  role!: string;

  @Field(() => String, { description: 'The role as the event has it, also one that is OTHER.' })
  recordedRole!: string;

  @Field(() => String, { nullable: true, description: 'Key of the unit acted for.' })
  unit!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the person in whose stead.' })
  onBehalfOf!: string | null;
}
