import { Field, InputType } from 'type-graphql';
import {
  AddFundUserChange,
  FundUserReference,
  RenameBudgetChange,
  RenameFundUserChange,
  ReviseDeclaredTotalsChange,
} from './budget.changes.js';
import {
  AddIndicatorChange,
  IndicatorReference,
  MoveIndicatorChange,
  ReviseIndicatorChange,
} from './indicator.changes.js';
import {
  AddProjectChange,
  AssignFundUserChange,
  MoveProjectChange,
  ProjectReference,
  RenameProjectChange,
  ReviseFundingChange,
  ReviseGoalChange,
} from './project.changes.js';

@InputType('ChangeInput', {
  description: 'One edit of a budget. Exactly one member, named as the mutation of the same edit.',
})
export class ChangeInput {
  @Field(() => RenameBudgetChange, { nullable: true, description: 'Rename the budget.' })
  renameBudget?: RenameBudgetChange;

  @Field(() => AddFundUserChange, { nullable: true, description: 'Add a fund user.' })
  addFundUser?: AddFundUserChange;

  @Field(() => RenameFundUserChange, { nullable: true, description: 'Rename a fund user.' })
  renameFundUser?: RenameFundUserChange;

  @Field(() => ReviseDeclaredTotalsChange, { nullable: true, description: 'Revise what a fund user’s row declares.' })
  reviseDeclaredTotals?: ReviseDeclaredTotalsChange;

  @Field(() => FundUserReference, { nullable: true, description: 'Withdraw a fund user that has no projects left.' })
  withdrawFundUser?: FundUserReference;

  @Field(() => FundUserReference, { nullable: true, description: 'Restore a withdrawn fund user.' })
  restoreFundUser?: FundUserReference;

  @Field(() => AddProjectChange, { nullable: true, description: 'Add a project.' })
  addProject?: AddProjectChange;

  @Field(() => RenameProjectChange, { nullable: true, description: 'Rename a project.' })
  renameProject?: RenameProjectChange;

  @Field(() => AssignFundUserChange, { nullable: true, description: 'Put a project below another fund user.' })
  assignFundUser?: AssignFundUserChange;

  @Field(() => ReviseFundingChange, { nullable: true, description: 'Revise a project’s amounts.' })
  reviseFunding?: ReviseFundingChange;

  @Field(() => ReviseGoalChange, { nullable: true, description: 'Revise a project’s goal.' })
  reviseGoal?: ReviseGoalChange;

  @Field(() => MoveProjectChange, { nullable: true, description: 'Move a project.' })
  moveProject?: MoveProjectChange;

  @Field(() => ProjectReference, { nullable: true, description: 'Withdraw a project with its indicators.' })
  withdrawProject?: ProjectReference;

  @Field(() => ProjectReference, { nullable: true, description: 'Restore a withdrawn project.' })
  restoreProject?: ProjectReference;

  @Field(() => AddIndicatorChange, { nullable: true, description: 'Add an indicator.' })
  addIndicator?: AddIndicatorChange;

  @Field(() => ReviseIndicatorChange, { nullable: true, description: 'Revise an indicator.' })
  reviseIndicator?: ReviseIndicatorChange;

  @Field(() => MoveIndicatorChange, { nullable: true, description: 'Move an indicator.' })
  moveIndicator?: MoveIndicatorChange;

  @Field(() => IndicatorReference, { nullable: true, description: 'Withdraw an indicator.' })
  withdrawIndicator?: IndicatorReference;

  @Field(() => IndicatorReference, { nullable: true, description: 'Restore a withdrawn indicator.' })
  restoreIndicator?: IndicatorReference;
}
