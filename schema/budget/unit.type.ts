import { Field, ObjectType } from 'type-graphql';

@ObjectType('Unit', { description: '预算单位: who spends.', simpleResolvers: true })
export class UnitType {
  @Field(() => String, { description: 'Its key, permanent: what `unit` is of budgets, actors and inputs.' })
  unit!: string;

  @Field(() => String, { description: 'As printed; can change.' })
  name!: string;
}
