import { Field, ID, ObjectType } from 'type-graphql';
import { CheckCodeEnum, EntityKindEnum } from '../enums.js';
import { DecimalScalar } from '../scalars.js';

@ObjectType('Check', {
  description: 'Figures of the table that do not add up, or are too high.',
  simpleResolvers: true,
})
export class CheckType {
  @Field(() => CheckCodeEnum, { description: 'What is wrong.' })
  code!: string;

  @Field(() => ID, { description: 'Of the row.' })
  entityId!: string;

  @Field(() => EntityKindEnum, { description: 'What the row is.' })
  entityKind!: string;

  @Field(() => String, { description: 'The cell; of a sum of the table: totals.total, totals.other and so on.' })
  path!: string;

  @Field(() => DecimalScalar, { description: 'As the document says, in 万元; or the control number.' })
  declared!: string;

  @Field(() => DecimalScalar, { description: 'As the rows say, in 万元.' })
  derived!: string;

  @Field(() => String, { description: 'What does not add up, in Chinese.' })
  message!: string;

  @Field(() => String, { description: 'The same in English.' })
  messageEn!: string;
}
