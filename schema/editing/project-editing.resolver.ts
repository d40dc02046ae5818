import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { editInput } from './command.input.js';
import {
  AssignFundUserChange,
  MoveProjectChange,
  NewProject,
  ProjectReference,
  RenameProjectChange,
  ReviseFundingChange,
  ReviseGoalChange,
} from './project.changes.js';
import { ProjectPayload } from './payloads.js';
import { performEdit } from './perform.js';

const AddProjectInput = editInput('AddProject', 'A new project.', NewProject);
const RenameProjectInput = editInput('RenameProject', 'Another name for a project.', RenameProjectChange);
const AssignFundUserInput = editInput('AssignFundUser', 'Another fund user for a project.', AssignFundUserChange);
const ReviseFundingInput = editInput('ReviseFunding', 'Other amounts for a project.', ReviseFundingChange);
const ReviseGoalInput = editInput('ReviseGoal', 'Another goal for a project.', ReviseGoalChange);
const MoveProjectInput = editInput('MoveProject', 'Another place for a project.', MoveProjectChange);
const WithdrawProjectInput = editInput('WithdrawProject', 'The project to withdraw.', ProjectReference);
const RestoreProjectInput = editInput('RestoreProject', 'The project to restore.', ProjectReference);

@Resolver()
export class ProjectEditingResolver {
  @Mutation(() => ProjectPayload, { description: 'Adds a project (项目), with its indicators if wanted.' })
  addProject(
    @Arg('input', () => AddProjectInput) input: InstanceType<typeof AddProjectInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('addProject', input, context);
  }

  @Mutation(() => ProjectPayload, { description: 'Renames a project.' })
  renameProject(
    @Arg('input', () => RenameProjectInput) input: InstanceType<typeof RenameProjectInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('renameProject', input, context);
  }

  @Mutation(() => ProjectPayload, { description: 'Puts a project below another fund user.' })
  assignFundUser(
    @Arg('input', () => AssignFundUserInput) input: InstanceType<typeof AssignFundUserInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('assignFundUser', input, context);
  }

  @Mutation(() => ProjectPayload, { description: 'Revises a project’s amounts.' })
  reviseFunding(
    @Arg('input', () => ReviseFundingInput) input: InstanceType<typeof ReviseFundingInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('reviseFunding', input, context);
  }

  @Mutation(() => ProjectPayload, { description: 'Revises a project’s goal (绩效目标).' })
  reviseGoal(
    @Arg('input', () => ReviseGoalInput) input: InstanceType<typeof ReviseGoalInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('reviseGoal', input, context);
  }

  @Mutation(() => ProjectPayload, { description: 'Moves a project among those of its fund user.' })
  moveProject(
    @Arg('input', () => MoveProjectInput) input: InstanceType<typeof MoveProjectInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('moveProject', input, context);
  }

  @Mutation(() => ProjectPayload, {
    description: 'Withdraws a project with its indicators; both keep ids and history.',
  })
  withdrawProject(
    @Arg('input', () => WithdrawProjectInput) input: InstanceType<typeof WithdrawProjectInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('withdrawProject', input, context);
  }

  @Mutation(() => ProjectPayload, {
    description: 'Restores a withdrawn project with the indicators that it was withdrawn with.',
  })
  restoreProject(
    @Arg('input', () => RestoreProjectInput) input: InstanceType<typeof RestoreProjectInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('restoreProject', input, context);
  }
}
