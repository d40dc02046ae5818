import { GraphQLBoolean } from 'graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import { exactly, looseText, members } from '../filter/descriptions.js';

@InputType('BudgetFilter', { description: members })
export class BudgetFilterInput {
  @Field(() => [ID], { nullable: true, description: 'These budgets.' })
  budgetIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Of the units with these keys.' })
  units?: string[] | null;

  @Field(() => [Int], { nullable: true, description: 'Of these fiscal years (预算年度).' })
  fiscalYears?: number[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Written under the taxonomies with these ids. One that there is not is refused with those that there are.',
  })
  taxonomies?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: `With this text in the name, which is the unit’s as printed, ${looseText}.`,
  })
  text?: string | null;

  @Field(() => GraphQLBoolean, { nullable: true, description: exactly })
  exact?: boolean | null;
}
