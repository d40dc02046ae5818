import { GraphQLBoolean } from 'graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import { EntityStatusEnum, FundingSourceEnum, ProjectTextEnum } from '../enums.js';
import { exactly, looseText, members } from '../filter/descriptions.js';
import { AmountRangeInput, FundingRangeInput } from '../filter/range.input.js';
import { textFilter } from '../filter/text-filter.js';
import { givenMembers } from '../given-members.js';
import { withoutSettled } from '../settled-members.js';
import type { ProjectFilter, TableFilter } from '../../services/services.js';

@InputType('ProjectFilter', { description: members })
export class ProjectFilterInput {
  @Field(() => [ID], { nullable: true, description: 'Of these budgets. Not below a budget.' })
  budgetIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Of the units with these keys. Not below a budget.' })
  units?: string[] | null;

  @Field(() => [Int], { nullable: true, description: 'Of these fiscal years. Not below a budget.' })
  fiscalYears?: number[] | null;

  @Field(() => [ID], { nullable: true, description: 'Of these fund users. Not below one.' })
  fundUserIds?: string[] | null;

  @Field(() => String, { nullable: true, description: `With this text where \`textIn\` says, ${looseText}.` })
  text?: string | null;

  @Field(() => [ProjectTextEnum], {
    nullable: true,
    description: 'Where the text is looked for; one of them has it. Default: all.',
  })
  textIn?: ProjectFilter['textIn'] | null;

  @Field(() => GraphQLBoolean, { nullable: true, description: exactly })
  exact?: boolean | null;

  @Field(() => [FundingSourceEnum], { nullable: true, description: 'With money from one of these sources.' })
  fundedBy?: ProjectFilter['fundedBy'] | null;

  @Field(() => AmountRangeInput, { nullable: true, description: 'With a total within this.' })
  total?: AmountRangeInput | null;

  @Field(() => FundingRangeInput, { nullable: true, description: 'With money by source within this.' })
  funding?: FundingRangeInput | null;

  @Field(() => GraphQLBoolean, {
    nullable: true,
    description:
      'true: one of its indicators, withdrawn ones aside, has a target; false: there is no indicator, or none has one. With `fundedBy` of all sources: money without targets.',
  })
  hasTargets?: boolean | null;

  @Field(() => EntityStatusEnum, { nullable: true, description: 'Default: ACTIVE.' })
  status?: ProjectFilter['status'] | null;
}

export function projectFilter(filter: ProjectFilterInput | null): ProjectFilter {
  const { funding, ...rest } = textFilter(filter);
  return funding === undefined ? rest : { ...rest, funding: givenMembers(funding) };
}

/** @throws QueryError INVALID_INPUT also for members that the parent budget determines */
export function projectFilterWithin(filter: ProjectFilterInput | null): TableFilter {
  return withoutSettled(projectFilter(filter), 'projects', ['budgetIds', 'units', 'fiscalYears']);
}

/** Below a fund user. @throws QueryError INVALID_INPUT also for members that it determines */
export function projectFilterOf(filter: ProjectFilterInput | null, fundUserId: string): TableFilter {
  const given = withoutSettled(projectFilter(filter), 'projects', ['budgetIds', 'units', 'fiscalYears', 'fundUserIds']);
  return { ...given, fundUserIds: [fundUserId] };
}
