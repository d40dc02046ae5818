import { Field, InputType } from 'type-graphql';
import { DecimalScalar } from '../scalars.js';

const blank = 'Digits as they are to stay; zero: blank.';

@InputType('FundingInput', {
  description:
    'Money by source, in 万元. Members that are left out, or null, stay as they are; in a new row they are blank.',
})
export class FundingInput {
  @Field(() => DecimalScalar, { nullable: true, description: `财政拨款. ${blank}` })
  fiscalAppropriation?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: `财政专户拨款. ${blank}` })
  specialAccount?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: `其他资金. ${blank}` })
  other?: string | null;
}

@InputType('ProjectFundingInput', {
  description: 'A project’s amounts, in 万元. Members that are left out, or null, stay as they are.',
})
export class ProjectFundingInput extends FundingInput {
  @Field(() => DecimalScalar, { nullable: true, description: `总计 as the document declares it. ${blank}` })
  declaredTotal?: string | null;
}

@InputType('DeclaredTotalsInput', {
  description:
    'What the document declares in a fund user’s row, in 万元. Members that are left out, or null, stay as they are.',
})
export class DeclaredTotalsInput extends FundingInput {
  @Field(() => DecimalScalar, { nullable: true, description: `总计. ${blank}` })
  total?: string | null;
}
