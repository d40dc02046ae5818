import { GraphQLBoolean } from 'graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { LedgerSavesFilter } from '../../services/services.js';
import { SaveKindEnum, SourceKindEnum } from '../enums.js';
import { givenMembers } from '../given-members.js';
import { DateScalar } from '../scalars.js';
import { PositionRangeInput, TimeRangeInput } from './change.input.js';

@InputType('SaveFilter', { description: 'Members that are given must all hold; null or absent: not asked.' })
export class SaveFilterInput {
  @Field(() => ID, { nullable: true, description: 'Of this budget, or of a draft of it.' })
  budgetId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this draft.' })
  draftId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of the unit with this key.' })
  unit?: string | null;

  @Field(() => Int, { nullable: true, description: 'Of this fiscal year (预算年度).' })
  fiscalYear?: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'By this person, or taking in what this person had set, as a promotion does.',
  })
  personId?: string | null;

  @Field(() => [SaveKindEnum], { nullable: true, description: 'That did one of these; `[]` finds nothing.' })
  kinds?: LedgerSavesFilter['kinds'] | null;

  @Field(() => [SourceKindEnum], { nullable: true, description: 'That came one of these ways; `[]` finds nothing.' })
  sources?: LedgerSavesFilter['sources'] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'With this text in the reason, to the letter, as the save said it or as a correction by the list’s point says it should be; `""`: none.',
  })
  reason?: string | null;

  @Field(() => String, { nullable: true, description: 'The same of the 文号.' })
  basisDocument?: string | null;

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
  const { ownWork, ...rest } = givenMembers(filter);
  return ownWork === true ? { ...rest, ownWork } : rest;
}
