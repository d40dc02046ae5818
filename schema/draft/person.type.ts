import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('Person', { description: 'Somebody, in whatever role.', simpleResolvers: true })
export class PersonType {
  @Field(() => ID, { description: 'The only thing about a person that an event keeps.' })
  personId!: string;
}
