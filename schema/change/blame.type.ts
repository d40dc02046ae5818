import { Field, ObjectType } from 'type-graphql';
import { ChangeType } from './change.type.js';

@ObjectType('Blame', {
  description: 'Who is answerable for a cell (单元格): the change that set it last.',
  simpleResolvers: true,
})
export class BlameType {
  @Field(() => String, { description: 'The cell, as in Change.' })
  path!: string;

  @Field(() => String, { nullable: true, description: 'What it holds. null: blank, or the row is withdrawn.' })
  value!: string | null;

  @Field(() => ChangeType, {
    nullable: true,
    description: 'null: the cell has been blank since the row was added.',
  })
  change!: ChangeType | null;
}
