import { Field, ID, InputType, Int } from 'type-graphql';
import { parseBound } from '../../events/money.js';
import { Refusal } from '../../events/refusal.js';
import { givenMembers } from '../given-members.js';
import { EntityStatusEnum, FundingSourceEnum } from '../enums.js';
import { QueryError } from '../../services/query-error.js';
import { DecimalScalar } from '../scalars.js';
import type { ProjectFilter, TableFilter } from '../../services/services.js';
import { withoutSettled } from '../settled-members.js';

@InputType('ProjectFilter', { description: 'Members that are given must all hold; null or absent: not asked.' })
export class ProjectFilterInput {
  @Field(() => ID, { nullable: true, description: 'Of this budget. Not below a budget.' })
  budgetId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of the unit with this key. Not below a budget.' })
  unit?: string | null;

  @Field(() => Int, { nullable: true, description: 'Of this fiscal year. Not below a budget.' })
  fiscalYear?: number | null;

  @Field(() => ID, { nullable: true, description: 'Of this fund user. Not below one.' })
  fundUserId?: string | null;

  @Field(() => String, { nullable: true, description: 'With this text in the name, to the letter; `""` is refused.' })
  nameContains?: string | null;

  @Field(() => FundingSourceEnum, { nullable: true, description: 'With money from this source.' })
  fundedBy?: ProjectFilter['fundedBy'] | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Total not below this, in 万元.' })
  totalAtLeast?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Total not above this, in 万元.' })
  totalAtMost?: string | null;

  @Field(() => EntityStatusEnum, { nullable: true, description: 'Default: ACTIVE.' })
  status?: ProjectFilter['status'] | null;
}

/** @throws QueryError INVALID_ARGUMENT for a bound that is not an amount */
export function projectFilter(filter: ProjectFilterInput | null): ProjectFilter {
  const wanted: ProjectFilter = givenMembers(filter);
  for (const member of ['totalAtLeast', 'totalAtMost'] as const) {
    const bound = wanted[member];
    if (bound !== undefined) wanted[member] = amount(bound, ['filter', member]);
  }
  return wanted;
}

/** @throws QueryError INVALID_ARGUMENT also for members that the parent budget determines */
export function projectFilterWithin(filter: ProjectFilterInput | null): TableFilter {
  return withoutSettled(projectFilter(filter), 'projects', ['budgetId', 'unit', 'fiscalYear']);
}

/** Below a fund user. @throws QueryError INVALID_ARGUMENT also for members that it determines */
export function projectFilterOf(filter: ProjectFilterInput | null, fundUserId: string): TableFilter {
  const given = withoutSettled(projectFilter(filter), 'projects', ['budgetId', 'unit', 'fiscalYear', 'fundUserId']);
  return { ...given, fundUserId };
}

function amount(text: string, path: string[]): string {
  try {
    return parseBound(text);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new QueryError('INVALID_ARGUMENT', error.message, error.messageEn, path);
  }
}
