import { GraphQLBoolean } from 'graphql';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { AtInput } from '../basis/at.input.js';
import { RowFilterInput } from '../change/row-filter.input.js';
import { PageArguments } from '../connection.type.js';
import { ChangedAloneEnum } from '../enums.js';
import { members } from '../filter/descriptions.js';
import { givenMembers } from '../given-members.js';
import { DecimalScalar } from '../scalars.js';
import type { BudgetAt, ComparedRowFilter } from '../../services/services.js';

@InputType('PointInput', { description: 'A budget at a point.' })
export class PointInput {
  @Field(() => ID, { description: 'Of the budget; the two points may be of two budgets, units or years.' })
  budgetId!: string;

  @Field(() => AtInput, {
    nullable: true,
    description: 'Absent: the point that the root field is read at.',
  })
  at?: AtInput | null;
}

export function pointOf({ budgetId, at }: PointInput): BudgetAt {
  return { budgetId, at: at ?? null };
}

@InputType('GrowthRange', {
  description:
    'By how many percent a total grew, neither end inclusive; negative where it shrank, `-100` where nothing is left. At most 20 digits before the point and 10 behind it, compared exactly; a range that nothing is in is refused.',
})
class GrowthRangeInput {
  @Field(() => DecimalScalar, { nullable: true, description: '`"20"`: more than by a fifth. Absent: without an end.' })
  moreThan?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: '`"-20"`: shrunk by more than a fifth. Absent: without an end.',
  })
  lessThan?: string | null;
}

@InputType('ComparisonRowFilter', { description: members })
export class ComparisonRowFilterInput extends RowFilterInput {
  @Field(() => GrowthRangeInput, {
    nullable: true,
    description:
      'Projects, of those that differ, whose total grew within this. One that is not there counts as zero, as do blanks; growth from zero to something is above every percentage.',
  })
  growth?: GrowthRangeInput | null;

  @Field(() => ChangedAloneEnum, {
    nullable: true,
    description: 'Rows of projects, their own and their indicators’, of which this differs and not the other.',
  })
  changedAlone?: ComparedRowFilter['changedAlone'] | null;

  @Field(() => GraphQLBoolean, {
    nullable: true,
    description:
      'true: only what asks less at `to`, which is targets that became WEAKENED or blank, each as a cell of its row, and rows that went, whole. Default: false.',
  })
  weakened?: boolean | null;
}

/** Not to ask for what became weaker is the same as not to say so, also to a cursor. */
export function comparedRowFilter(filter: ComparisonRowFilterInput | null | undefined): ComparedRowFilter {
  const { weakened, growth, ...rest } = givenMembers(filter);
  return {
    ...rest,
    ...(growth === undefined ? {} : { growth: givenMembers(growth) }),
    ...(weakened === true ? { weakened } : {}),
  };
}

@ArgsType()
export class ComparisonRowsArguments extends PageArguments {
  @Field(() => ComparisonRowFilterInput, { nullable: true, description: 'Absent: every row that differs.' })
  filter?: ComparisonRowFilterInput | null;
}
