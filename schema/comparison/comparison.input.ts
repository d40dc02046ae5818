import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { AtInput } from '../basis/at.input.js';
import { RowFilterInput } from '../change/row-filter.input.js';
import { PageArguments } from '../connection.type.js';
import type { BudgetAt } from '../../services/services.js';

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

@ArgsType()
export class ComparisonRowsArguments extends PageArguments {
  @Field(() => RowFilterInput, { nullable: true, description: 'Absent: every row that differs.' })
  filter?: RowFilterInput | null;
}
