import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('RowCounts', {
  description: 'How many rows differ, by kind; each row has one.',
  simpleResolvers: true,
})
export class RowCountsType {
  @Field(() => Int, { description: 'Rows that come.' })
  added!: number;

  @Field(() => Int, { description: 'Rows that go.' })
  removed!: number;

  @Field(() => Int, { description: 'In a cell other than name and place.' })
  modified!: number;

  @Field(() => Int, { description: 'In the name, and in no cell but name and place.' })
  renamed!: number;

  @Field(() => Int, { description: 'In the place alone.' })
  moved!: number;

  @Field(() => Int, {
    description: 'Withdrawn rows that come back. A comparison of two tables counts them as added.',
  })
  restored!: number;
}
