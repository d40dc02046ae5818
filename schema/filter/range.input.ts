import { Field, InputType } from 'type-graphql';
import { DecimalScalar } from '../scalars.js';

@InputType('AmountRange', { description: 'Amounts in 万元, both ends inclusive; `min` above `max` is refused.' })
export class AmountRangeInput {
  @Field(() => DecimalScalar, { nullable: true, description: 'Absent: from 0.' })
  min?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Absent: without an end.' })
  max?: string | null;
}

@InputType('FundingRange', { description: 'Amounts by source; those that are given must all hold. A blank cell is 0.' })
export class FundingRangeInput {
  @Field(() => AmountRangeInput, { nullable: true, description: '财政拨款.' })
  fiscalAppropriation?: AmountRangeInput | null;

  @Field(() => AmountRangeInput, { nullable: true, description: '财政专户拨款.' })
  specialAccount?: AmountRangeInput | null;

  @Field(() => AmountRangeInput, { nullable: true, description: '其他资金.' })
  other?: AmountRangeInput | null;
}

@InputType('TargetRange', {
  description:
    'Targets that are numbers in measures of one family, by their value, whatever their comparator, both ends inclusive. A measure with 万 is 10,000 of the one without it; %, ‰ and bare numbers are one family. So a range in % finds bare numbers, too: 0.9 is 90%. A QUALITATIVE target, and one of another family, is in no range.',
})
export class TargetRangeInput {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'In `measure`: digits, at most 60 on each side of the point. Absent: from 0.',
  })
  min?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'In `measure`, the same. Absent: without an end.' })
  max?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'As it is written in targets: 人, 万人, %, 元; others are refused with those that there are. Absent: none.',
  })
  measure?: string | null;
}
