import { GraphQLBoolean } from 'graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import { EntityStatusEnum, IndicatorTextEnum, TargetKindEnum } from '../enums.js';
import { exactly, looseText, members } from '../filter/descriptions.js';
import { TargetRangeInput } from '../filter/range.input.js';
import { textFilter } from '../filter/text-filter.js';
import { withoutSettled } from '../settled-members.js';
import type { IndicatorFilter, TableIndicatorFilter } from '../../services/services.js';

@InputType('IndicatorFilter', { description: members })
export class IndicatorFilterInput {
  @Field(() => [ID], { nullable: true, description: 'Of these budgets. Not below a budget.' })
  budgetIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Of these projects.' })
  projectIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Of the units with these keys. Not below a budget.' })
  units?: string[] | null;

  @Field(() => [Int], { nullable: true, description: 'Of these fiscal years. Not below a budget.' })
  fiscalYears?: number[] | null;

  @Field(() => [String], { nullable: true, description: 'Of the level-1 classes with these codes.' })
  level1Codes?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Of the level-2 classes with these codes.' })
  level2Codes?: string[] | null;

  @Field(() => String, { nullable: true, description: `With this text where \`textIn\` says, ${looseText}.` })
  text?: string | null;

  @Field(() => [IndicatorTextEnum], {
    nullable: true,
    description: 'Where the text is looked for; one of them has it. Default: all.',
  })
  textIn?: IndicatorFilter['textIn'] | null;

  @Field(() => GraphQLBoolean, { nullable: true, description: exactly })
  exact?: boolean | null;

  @Field(() => GraphQLBoolean, {
    nullable: true,
    description: 'true: one of the two targets is blank; false: both are written.',
  })
  hasBlankTarget?: boolean | null;

  @Field(() => GraphQLBoolean, {
    nullable: true,
    description:
      'true: 实施周期指标值 and 年度指标值 are both written and ask the same, as one text or in other words (90%, 0.9); false: they do not, or one is blank.',
  })
  hasEqualTargets?: boolean | null;

  @Field(() => GraphQLBoolean, {
    nullable: true,
    description:
      'Whether the project was taken over from an earlier year’s table (`lineage`). It is all that the ledger knows of how long a project runs: one in its first year, and one that was entered anew every year, count as not taken over.',
  })
  takenOver?: boolean | null;

  @Field(() => [TargetKindEnum], { nullable: true, description: 'Of the annual target.' })
  kinds?: IndicatorFilter['kinds'] | null;

  @Field(() => TargetRangeInput, { nullable: true, description: 'With a 实施周期指标值 within this.' })
  cycleTarget?: TargetRangeInput | null;

  @Field(() => TargetRangeInput, { nullable: true, description: 'With a 年度指标值 within this.' })
  annualTarget?: TargetRangeInput | null;

  @Field(() => EntityStatusEnum, { nullable: true, description: 'Default: ACTIVE.' })
  status?: IndicatorFilter['status'] | null;
}

/** @throws QueryError INVALID_INPUT for members that the parent budget determines */
export function indicatorFilterWithin(filter: IndicatorFilterInput | null): TableIndicatorFilter {
  const given: IndicatorFilter = textFilter(filter);
  return withoutSettled(given, 'indicators', ['budgetIds', 'units', 'fiscalYears']);
}
