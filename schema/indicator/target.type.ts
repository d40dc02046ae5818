import { Field, ObjectType } from 'type-graphql';
import { ComparatorEnum, TargetKindEnum } from '../enums.js';
import { DecimalScalar } from '../scalars.js';

@ObjectType('Target', { description: '指标值: the text, which is the truth, and its reading.', simpleResolvers: true })
export class TargetType {
  @Field(() => String, { description: 'As written.' })
  text!: string;

  @Field(() => TargetKindEnum, { description: 'Whether the text is a number.' })
  kind!: string;

  @Field(() => ComparatorEnum, {
    nullable: true,
    description: 'null: none is written (which is not EQ), or QUALITATIVE.',
  })
  comparator!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Exactly as written, without thousands commas. null: QUALITATIVE.',
  })
  value!: string | null;

  @Field(() => String, {
    nullable: true,
    description: '计量单位 as written: %, 人, 万元, …; 万 is not multiplied in. null: a bare number, or QUALITATIVE.',
  })
  measure!: string | null;
}
