import { Field, ObjectType } from 'type-graphql';
import { DecimalScalar } from '../scalars.js';

@ObjectType('Funding', {
  description: 'Money by source (资金来源), in 万元 (10,000 yuan), as its cells hold it.',
  simpleResolvers: true,
})
export class FundingType {
  @Field(() => DecimalScalar, { description: '总计: the exact sum of the sources.' })
  total!: string;

  @Field(() => DecimalScalar, { nullable: true, description: '财政拨款. null: blank.' })
  fiscalAppropriation!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: '财政专户拨款. null: blank.' })
  specialAccount!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: '其他资金. null: blank.' })
  other!: string | null;
}

@ObjectType('DeclaredTotals', {
  description: 'What a document declares in the row of a fund user (申报总计), in 万元, as its cells hold it.',
  simpleResolvers: true,
})
export class DeclaredTotalsType {
  @Field(() => DecimalScalar, { nullable: true, description: '总计. null: blank.' })
  total!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: '财政拨款. null: blank.' })
  fiscalAppropriation!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: '财政专户拨款. null: blank.' })
  specialAccount!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: '其他资金. null: blank.' })
  other!: string | null;
}

@ObjectType('Totals', {
  description: 'Exact sums of money by source, in 万元 (10,000 yuan); "0" where there is none.',
  simpleResolvers: true,
})
export class TotalsType {
  @Field(() => DecimalScalar, { description: '总计: of all sources.' })
  total!: string;

  @Field(() => DecimalScalar, { description: '财政拨款.' })
  fiscalAppropriation!: string;

  @Field(() => DecimalScalar, { description: '财政专户拨款.' })
  specialAccount!: string;

  @Field(() => DecimalScalar, { description: '其他资金.' })
  other!: string;
}
