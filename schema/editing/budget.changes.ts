import { Field, ID, InputType } from 'type-graphql';
import { DeclaredTotalsInput } from './amounts.input.js';

@InputType('RenameBudgetChange', { description: 'The unit’s printed name; its key stays.' })
export class RenameBudgetChange {
  @Field(() => String, { description: 'At most 500 characters.' })
  name!: string;
}

@InputType('NewFundUser')
export class NewFundUser {
  @Field(() => String, { description: 'At most 500 characters; no other fund user in force has it.' })
  name!: string;

  @Field(() => DeclaredTotalsInput, { nullable: true, description: 'As the document declares it.' })
  declaredTotals?: DeclaredTotalsInput | null;
}

@InputType('AddFundUserChange', { description: 'A new fund user, last in the table.' })
export class AddFundUserChange extends NewFundUser {
  @Field(() => String, { nullable: true, description: 'Later changes of the same call name the new row `ref:<this>`.' })
  ref?: string | null;
}

@InputType('FundUserReference', { description: 'A fund user.' })
export class FundUserReference {
  @Field(() => ID, { description: 'The fund user; within applyChanges also `ref:<ref>`.' })
  fundUserId!: string;
}

@InputType('RenameFundUserChange', { description: 'Another name for a fund user.' })
export class RenameFundUserChange extends FundUserReference {
  @Field(() => String, { description: 'At most 500 characters; no other fund user in force has it.' })
  name!: string;
}

@InputType('ReviseDeclaredTotalsChange', { description: 'What the document declares in a fund user’s row.' })
export class ReviseDeclaredTotalsChange extends FundUserReference {
  @Field(() => DeclaredTotalsInput, { description: 'The amounts that change.' })
  declaredTotals!: DeclaredTotalsInput;
}
