import { GraphQLBoolean } from 'graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import { ChangeKindEnum, DeltaSignEnum, EntityKindEnum, SourceKindEnum, TargetEffectEnum } from '../enums.js';
import { exactly, looseText, members } from '../filter/descriptions.js';
import { textFilter } from '../filter/text-filter.js';
import { DateTimeScalar, PositionScalar } from '../scalars.js';
import type { ChangeFilter } from '../../services/services.js';

@InputType('VersionRange', { description: 'Versions of one budget or draft, both inclusive.' })
class VersionRangeInput {
  @Field(() => Int, { nullable: true, description: 'Absent: from the first.' })
  from?: number | null;

  @Field(() => Int, { nullable: true, description: 'Absent: to the last.' })
  to?: number | null;
}

@InputType('PositionRange', {
  description:
    'What was recorded behind `from`, up to and with `to`: what changed between two answers’ bases. Both are positions that an answer gave; within a save: its end.',
})
export class PositionRangeInput {
  @Field(() => PositionScalar, { nullable: true, description: 'Not itself. Absent: from the start of the ledger.' })
  from?: string | null;

  @Field(() => PositionScalar, { nullable: true, description: 'With itself. Absent: up to the list’s basis.' })
  to?: string | null;
}

@InputType('TimeRange', { description: 'A stretch of the ledger’s clock, both ends inclusive.' })
export class TimeRangeInput {
  @Field(() => DateTimeScalar, { nullable: true, description: 'Absent: from the start of the ledger.' })
  from?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Absent: up to the list’s basis.' })
  to?: string | null;
}

const saidThen =
  '`""`: none. What the save itself said, or what a correction (`Annotation`) by the point that the list is read at says it should have; `annotations` of the edge tells which. A subscription goes by the save itself.';

@InputType('ChangeFilter', { description: members })
export class ChangeFilterInput {
  @Field(() => [ID], { nullable: true, description: 'Of these budgets.' })
  budgetIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Of the units with these keys.' })
  units?: string[] | null;

  @Field(() => [Int], { nullable: true, description: 'Of these fiscal years (预算年度).' })
  fiscalYears?: number[] | null;

  @Field(() => [ID], { nullable: true, description: 'Of these projects and their indicators.' })
  projectIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Of these rows alone.' })
  entityIds?: string[] | null;

  @Field(() => [EntityKindEnum], { nullable: true, description: 'Of rows of these kinds.' })
  entityKinds?: ChangeFilter['entityKinds'] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Of these cells, each by its whole path: `annualTarget`, `funding.other`. One that no cell has is refused with those that there are.',
  })
  paths?: string[] | null;

  @Field(() => [ChangeKindEnum], { nullable: true, description: 'What happened to the cell.' })
  kinds?: ChangeFilter['kinds'] | null;

  @Field(() => [TargetEffectEnum], { nullable: true, description: 'What the change of a target means.' })
  effects?: ChangeFilter['effects'] | null;

  @Field(() => [DeltaSignEnum], { nullable: true, description: 'Whether the number went up or down.' })
  deltaSigns?: ChangeFilter['deltaSigns'] | null;

  @Field(() => [ID], { nullable: true, description: 'By these persons.' })
  actorIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Set by these persons, whoever took it in: of a cell that a promotion or a refresh set, `editor`, and where it names none, and of any other cell, `actor`.',
  })
  editorIds?: string[] | null;

  @Field(() => [SourceKindEnum], {
    nullable: true,
    description: 'That came these ways: REVERT finds what was reverted.',
  })
  sources?: ChangeFilter['sources'] | null;

  @Field(() => String, { nullable: true, description: `With this text in the reason, ${looseText}. ${saidThen}` })
  reason?: string | null;

  @Field(() => String, { nullable: true, description: `With this text in the 文号, ${looseText}. ${saidThen}` })
  basisDocument?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `With this text in the value before, the value after or the row’s name, ${looseText}.`,
  })
  text?: string | null;

  @Field(() => GraphQLBoolean, { nullable: true, description: exactly })
  exact?: boolean | null;

  @Field(() => GraphQLBoolean, {
    nullable: true,
    description: 'Also what changed in drafts (草案), beside what changed in budgets. Default: false.',
  })
  includeDrafts?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'What changed in this draft, and nothing else.' })
  draftId?: string | null;

  @Field(() => VersionRangeInput, {
    nullable: true,
    description:
      'In these saves, of the draft that `draftId` names, else of the budget; needs `draftId`, or `budgetIds` with one.',
  })
  versions?: VersionRangeInput | null;

  @Field(() => PositionRangeInput, { nullable: true, description: 'In this stretch of the ledger.' })
  positions?: PositionRangeInput | null;

  @Field(() => TimeRangeInput, { nullable: true, description: 'In this stretch of time.' })
  times?: TimeRangeInput | null;
}

export function changeFilter(filter: ChangeFilterInput | null): ChangeFilter {
  const { includeDrafts, ...rest } = textFilter(filter);
  return includeDrafts === true ? { ...rest, includeDrafts } : rest;
}
