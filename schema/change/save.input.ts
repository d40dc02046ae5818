import { GraphQLBoolean } from 'graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { LedgerSavesFilter } from '../../services/services.js';
import { SaveKindEnum, SourceKindEnum } from '../enums.js';
import { exactly, looseText, members } from '../filter/descriptions.js';
import { textFilter } from '../filter/text-filter.js';
import { DateScalar } from '../scalars.js';
import { PositionRangeInput, TimeRangeInput } from './change.input.js';

@InputType('SaveFilter', { description: members })
export class SaveFilterInput {
  @Field(() => [ID], { nullable: true, description: 'Of these budgets, or of drafts of them.' })
  budgetIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this draft.' })
  draftId?: string | null;

  @Field(() => [String], { nullable: true, description: 'Of the units with these keys.' })
  units?: string[] | null;

  @Field(() => [Int], { nullable: true, description: 'Of these fiscal years (预算年度).' })
  fiscalYears?: number[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'By these persons, or taking in what they had set, as a promotion does.',
  })
  personIds?: string[] | null;

  @Field(() => [SaveKindEnum], { nullable: true, description: 'That did one of these.' })
  kinds?: LedgerSavesFilter['kinds'] | null;

  @Field(() => [SourceKindEnum], { nullable: true, description: 'That came one of these ways.' })
  sources?: LedgerSavesFilter['sources'] | null;

  @Field(() => String, {
    nullable: true,
    description: `With this text in the reason, ${looseText}, as the save said it or as a correction by the list’s point says it should be; \`""\`: none.`,
  })
  reason?: string | null;

  @Field(() => String, { nullable: true, description: 'The same of the 文号.' })
  basisDocument?: string | null;

  @Field(() => GraphQLBoolean, { nullable: true, description: exactly })
  exact?: boolean | null;

  @Field(() => GraphQLBoolean, {
    nullable: true,
    description:
      'true: approvals and promotions by somebody who had opened or edited the draft, or had it done on their behalf. Those are refused today (OWN_EDITS); older records may have them.',
  })
  ownWork?: boolean | null;

  @Field(() => DateScalar, { nullable: true, description: 'On this day in Asia/Shanghai, both its ends inclusive.' })
  date?: string | null;

  @Field(() => PositionRangeInput, { nullable: true, description: 'In this stretch of the ledger.' })
  positions?: PositionRangeInput | null;

  @Field(() => TimeRangeInput, { nullable: true, description: 'In this stretch of time.' })
  times?: TimeRangeInput | null;
}

export function saveFilter(filter: SaveFilterInput | null): LedgerSavesFilter {
  const { ownWork, ...rest } = textFilter(filter);
  return ownWork === true ? { ...rest, ownWork } : rest;
}
