import { Field, ObjectType } from 'type-graphql';
import { DecimalScalar } from '../scalars.js';

@ObjectType('Funding', {
  description: 'Money by source, in 万元 (10,000 yuan); a blank cell reads "0".',
  simpleResolvers: true,
})
export class FundingType {
  @Field(() => DecimalScalar, { description: '总计: of a derived amount, the exact sum of the sources.' })
  total!: string;

  @Field(() => DecimalScalar, { description: '财政拨款.' })
  fiscalAppropriation!: string;

  @Field(() => DecimalScalar, { description: '财政专户拨款.' })
  specialAccount!: string;

  @Field(() => DecimalScalar, { description: '其他资金.' })
  other!: string;
}
