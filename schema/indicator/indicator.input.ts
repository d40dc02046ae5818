import { Field, ID, InputType, Int } from 'type-graphql';
import { EntityStatusEnum, TargetKindEnum } from '../enums.js';
import type { IndicatorFilter } from '../../services/services.js';

@InputType('IndicatorFilter', { description: 'Members that are given must all hold; null or absent: not asked.' })
export class IndicatorFilterInput {
  @Field(() => ID, { nullable: true, description: 'Of this budget.' })
  budgetId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this project.' })
  projectId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of the unit with this key.' })
  unit?: string | null;

  @Field(() => Int, { nullable: true, description: 'Of this fiscal year.' })
  fiscalYear?: number | null;

  @Field(() => String, { nullable: true, description: 'Code of a level-1 class.' })
  level1?: string | null;

  @Field(() => String, { nullable: true, description: 'Code of a level-2 class.' })
  level2?: string | null;

  @Field(() => String, { nullable: true, description: 'With this text in the name, to the letter; `""` is refused.' })
  nameContains?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'With this text in either target, to the letter. `""`: one of them is blank.',
  })
  targetContains?: string | null;

  @Field(() => TargetKindEnum, { nullable: true, description: 'Of the annual target.' })
  kind?: IndicatorFilter['kind'] | null;

  @Field(() => EntityStatusEnum, { nullable: true, description: 'Default: ACTIVE.' })
  status?: IndicatorFilter['status'] | null;
}
