import { Arg, Ctx, Field, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { PointInput, pointOf } from '../comparison/comparison.input.js';
import type { Context } from '../context.js';
import type { CommandFields } from './command.input.js';
import { budgetEditInput, commandInput, editInput } from './command.input.js';
import {
  FundUserReference,
  NewFundUser,
  RenameBudgetChange,
  RenameFundUserChange,
  ReviseDeclaredTotalsChange,
} from './budget.changes.js';
import { BudgetPayload, FundUserPayload } from './payloads.js';
import { answered, commandRequest, performEdit } from './perform.js';

@InputType('NewBudget')
class NewBudget {
  @Field(() => String, { description: 'Permanent key of the unit; best its name as printed when first opened.' })
  unit!: string;

  @Field(() => String, { nullable: true, description: 'The unit’s printed name. Absent: as in `from`, else the key.' })
  name?: string | null;

  @Field(() => Int, { description: '预算年度.' })
  fiscalYear!: number;

  @Field(() => String, { nullable: true, description: 'Id of the taxonomy. Absent: as in `from`, else cn-2020.' })
  taxonomy?: string | null;

  @Field(() => PointInput, {
    nullable: true,
    description:
      'The earlier table, such as last year’s: its rows in force are taken over as they are at that point (absent: now), under new ids, each with its `lineage`. Absent: the new budget has no rows yet.',
  })
  from?: PointInput | null;
}

const OpenBudgetInput = commandInput(
  'OpenBudget',
  'A new budget: one unit, one fiscal year; without rows, or with those of an earlier table.',
  NewBudget,
  'earlierTable',
);
const RenameBudgetInput = budgetEditInput(
  'RenameBudget',
  'The unit’s printed name; its key stays.',
  RenameBudgetChange,
);
const AddFundUserInput = budgetEditInput('AddFundUser', 'A new fund user, last in the table.', NewFundUser);
const RenameFundUserInput = editInput('RenameFundUser', 'Another name for a fund user.', RenameFundUserChange);
const ReviseDeclaredTotalsInput = editInput(
  'ReviseDeclaredTotals',
  'What the document declares in a fund user’s row.',
  ReviseDeclaredTotalsChange,
);
const WithdrawFundUserInput = editInput('WithdrawFundUser', 'The fund user to withdraw.', FundUserReference);
const RestoreFundUserInput = editInput('RestoreFundUser', 'The fund user to restore.', FundUserReference);

@Resolver()
export class BudgetEditingResolver {
  @Mutation(() => BudgetPayload, {
    description:
      'Opens the budget of a unit and a fiscal year; there can be only one. Given an earlier table it begins with the rows of that one: all of them, in this one save.',
  })
  openBudget(
    @Arg('input', () => OpenBudgetInput) input: NewBudget & CommandFields,
    @Ctx() context: Context,
  ): Promise<object> {
    const { unit, name, fiscalYear, taxonomy, from } = input;
    const request = {
      ...commandRequest('openBudget', input, context),
      unitKey: unit,
      name: name ?? null,
      fiscalYear,
      taxonomy: taxonomy ?? null,
      from: from ? pointOf(from) : null,
    };
    return answered(input, context, (commands) => commands.openBudget(request));
  }

  @Mutation(() => BudgetPayload, { description: 'Changes the unit’s printed name.' })
  renameBudget(
    @Arg('input', () => RenameBudgetInput) input: InstanceType<typeof RenameBudgetInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('renameBudget', input, context);
  }

  @Mutation(() => FundUserPayload, { description: 'Adds a fund user (资金使用单位).' })
  addFundUser(
    @Arg('input', () => AddFundUserInput) input: InstanceType<typeof AddFundUserInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('addFundUser', input, context);
  }

  @Mutation(() => FundUserPayload, { description: 'Renames a fund user.' })
  renameFundUser(
    @Arg('input', () => RenameFundUserInput) input: InstanceType<typeof RenameFundUserInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('renameFundUser', input, context);
  }

  @Mutation(() => FundUserPayload, { description: 'Revises what the document declares in a fund user’s row.' })
  reviseDeclaredTotals(
    @Arg('input', () => ReviseDeclaredTotalsInput) input: InstanceType<typeof ReviseDeclaredTotalsInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('reviseDeclaredTotals', input, context);
  }

  @Mutation(() => FundUserPayload, { description: 'Withdraws a fund user that has no projects left.' })
  withdrawFundUser(
    @Arg('input', () => WithdrawFundUserInput) input: InstanceType<typeof WithdrawFundUserInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('withdrawFundUser', input, context);
  }

  @Mutation(() => FundUserPayload, { description: 'Restores a withdrawn fund user.' })
  restoreFundUser(
    @Arg('input', () => RestoreFundUserInput) input: InstanceType<typeof RestoreFundUserInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('restoreFundUser', input, context);
  }
}
