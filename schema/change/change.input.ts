import { GraphQLBoolean } from 'graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import { givenMembers } from '../given-members.js';
import { ChangeKindEnum, DeltaSignEnum, EntityKindEnum, SourceKindEnum, TargetEffectEnum } from '../enums.js';
import { QueryError } from '../../services/query-error.js';
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

@InputType('ChangeFilter', {
  description: 'Members that are given must all hold; null or absent: not asked.',
})
export class ChangeFilterInput {
  @Field(() => ID, { nullable: true, description: 'Of this budget.' })
  budgetId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of the unit with this key.' })
  unit?: string | null;

  @Field(() => Int, { nullable: true, description: 'Of this fiscal year (预算年度).' })
  fiscalYear?: number | null;

  @Field(() => ID, { nullable: true, description: 'Of this project and its indicators.' })
  projectId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this row alone.' })
  entityId?: string | null;

  @Field(() => EntityKindEnum, { nullable: true, description: 'Of rows of this kind.' })
  entityKind?: ChangeFilter['entityKind'] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Of this cell, its path whole: `annualTarget`, `funding.other`. One that no cell has is refused with those that there are.',
  })
  path?: string | null;

  @Field(() => ChangeKindEnum, { nullable: true, description: 'What happened to the cell.' })
  kind?: ChangeFilter['kind'] | null;

  @Field(() => TargetEffectEnum, { nullable: true, description: 'What the change of a target means.' })
  effect?: ChangeFilter['effect'] | null;

  @Field(() => DeltaSignEnum, { nullable: true, description: 'Whether the number went up or down.' })
  deltaSign?: ChangeFilter['deltaSign'] | null;

  @Field(() => ID, { nullable: true, description: 'By this person.' })
  actorId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Set by this person, whoever took it in: of a cell that a promotion or a refresh set, `editor`, and where it names none, and of any other cell, `actor`.',
  })
  editorId?: string | null;

  @Field(() => SourceKindEnum, { nullable: true, description: 'That came this way: REVERT finds what was reverted.' })
  source?: ChangeFilter['source'] | null;

  @Field(() => String, { nullable: true, description: `With this text in the reason, to the letter. ${saidThen}` })
  reason?: string | null;

  @Field(() => String, { nullable: true, description: `With this text in the 文号, to the letter. ${saidThen}` })
  basisDocument?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'With this text in the value before, the value after or the row’s name, to the letter; from one character, `""` is refused.',
  })
  text?: string | null;

  @Field(() => GraphQLBoolean, {
    nullable: true,
    description: 'Also what changed in drafts (草案), beside what changed in budgets. Default: false.',
  })
  includeDrafts?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'What changed in this draft, and nothing else.' })
  draftId?: string | null;

  @Field(() => VersionRangeInput, {
    nullable: true,
    description: 'In these saves, of the draft that `draftId` names, else of the budget; needs one of the two ids.',
  })
  versions?: VersionRangeInput | null;

  @Field(() => PositionRangeInput, { nullable: true, description: 'In this stretch of the ledger.' })
  positions?: PositionRangeInput | null;

  @Field(() => TimeRangeInput, { nullable: true, description: 'In this stretch of time.' })
  times?: TimeRangeInput | null;
}

const longestText = 500;

/** @throws QueryError INVALID_ARGUMENT for a text that is too long to search for */
export function changeFilter(filter: ChangeFilterInput | null): ChangeFilter {
  const { includeDrafts, ...rest } = givenMembers(filter);
  const wanted: ChangeFilter = includeDrafts === true ? { ...rest, includeDrafts } : rest;
  for (const member of ['text', 'reason', 'basisDocument'] as const) {
    if ((wanted[member]?.length ?? 0) <= longestText) continue;
    throw new QueryError(
      'INVALID_ARGUMENT',
      `filter.${member} 过长：至多 ${longestText} 个字符。`,
      `filter.${member} is too long: at most ${longestText} characters.`,
      ['filter', member],
    );
  }
  return wanted;
}
