import { Field, ID, InputType, Int } from 'type-graphql';
import { EntityStatusEnum, TargetKindEnum } from '../enums.js';
import { givenMembers } from '../given-members.js';
import { withoutSettled } from '../settled-members.js';
import type { IndicatorFilter, TableIndicatorFilter } from '../../services/services.js';

@InputType('IndicatorFilter', { description: 'Members that are given must all hold; null or absent: not asked.' })
export class IndicatorFilterInput {
  @Field(() => ID, { nullable: true, description: 'Of this budget. Not below a budget.' })
  budgetId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this project.' })
  projectId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of the unit with this key. Not below a budget.' })
  unit?: string | null;

  @Field(() => Int, { nullable: true, description: 'Of this fiscal year. Not below a budget.' })
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

/** @throws QueryError INVALID_ARGUMENT for members that the parent budget determines */
export function indicatorFilterWithin(filter: IndicatorFilterInput | null): TableIndicatorFilter {
  const given: IndicatorFilter = givenMembers(filter);
  return withoutSettled(given, 'indicators', ['budgetId', 'unit', 'fiscalYear']);
}
