import { Field, InterfaceType } from 'type-graphql';
import { TargetEffectEnum } from '../enums.js';
import { DecimalScalar } from '../scalars.js';

@InterfaceType('CellDifference', { description: 'One cell (单元格), before and after.' })
export abstract class CellDifferenceType {
  @Field(() => String, {
    description:
      'The cell. Budget: name. Fund user: name, declaredTotals.{total, fiscalAppropriation, specialAccount, other}. Project: name, fundUser (an id), declaredTotal, funding.{fiscalAppropriation, specialAccount, other}, goal, place (a rank; between two budgets the ordinal among the siblings that both have). Indicator: class (the level-2 code), name, cycleTarget, annualTarget, place.',
  })
  path!: string;

  @Field(() => String, { nullable: true, description: 'null: blank, or the row was not there.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'null: blank, or the row is not there any more.' })
  after!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'after − before: of amounts in 万元; of targets that are numbers in comparable measures, in that of `before`.',
  })
  delta!: string | null;

  @Field(() => TargetEffectEnum, { nullable: true, description: 'Of a target that stands on both sides; else null.' })
  effect!: string | null;
}
