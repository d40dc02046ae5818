import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { editInput } from './command.input.js';
import {
  IndicatorReference,
  MoveIndicatorChange,
  NewIndicatorOfProject,
  ReviseIndicatorChange,
} from './indicator.changes.js';
import { IndicatorPayload } from './payloads.js';
import { performEdit } from './perform.js';

const AddIndicatorInput = editInput('AddIndicator', 'A new indicator of a project.', NewIndicatorOfProject);
const ReviseIndicatorInput = editInput('ReviseIndicator', 'Other cells for an indicator.', ReviseIndicatorChange);
const MoveIndicatorInput = editInput('MoveIndicator', 'Another place for an indicator.', MoveIndicatorChange);
const WithdrawIndicatorInput = editInput('WithdrawIndicator', 'The indicator to withdraw.', IndicatorReference);
const RestoreIndicatorInput = editInput('RestoreIndicator', 'The indicator to restore.', IndicatorReference);

@Resolver()
export class IndicatorEditingResolver {
  @Mutation(() => IndicatorPayload, { description: 'Adds an indicator (绩效指标).' })
  addIndicator(
    @Arg('input', () => AddIndicatorInput) input: InstanceType<typeof AddIndicatorInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('addIndicator', input, context);
  }

  @Mutation(() => IndicatorPayload, { description: 'Revises an indicator’s class, name or targets.' })
  reviseIndicator(
    @Arg('input', () => ReviseIndicatorInput) input: InstanceType<typeof ReviseIndicatorInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('reviseIndicator', input, context);
  }

  @Mutation(() => IndicatorPayload, { description: 'Moves an indicator within its project.' })
  moveIndicator(
    @Arg('input', () => MoveIndicatorInput) input: InstanceType<typeof MoveIndicatorInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('moveIndicator', input, context);
  }

  @Mutation(() => IndicatorPayload, { description: 'Withdraws an indicator; it keeps its id and history.' })
  withdrawIndicator(
    @Arg('input', () => WithdrawIndicatorInput) input: InstanceType<typeof WithdrawIndicatorInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('withdrawIndicator', input, context);
  }

  @Mutation(() => IndicatorPayload, { description: 'Restores a withdrawn indicator.' })
  restoreIndicator(
    @Arg('input', () => RestoreIndicatorInput) input: InstanceType<typeof RestoreIndicatorInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    return performEdit('restoreIndicator', input, context);
  }
}
