import { GraphQLBoolean } from 'graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { AdjustmentKind } from '../../events/draft/adjustment.js';
import { AdjustmentKindEnum } from '../enums.js';
import { editInput } from './command.input.js';

@InputType('SaveReference', { description: 'One save of a budget, or of a draft where one is set back.' })
export class SaveReference {
  @Field(() => ID, { description: 'The budget.' })
  budgetId!: string;

  @Field(() => Int, {
    description:
      'The version that the save made; from 2, because the first opened the budget. Of a draft: its own, from 1.',
  })
  version!: number;
}

@InputType('RowAtVersion', { description: 'A row as it was at a version of its budget.' })
export class RowAtVersion {
  @Field(() => ID, {
    description: 'A project (with its indicators), an indicator, a fund user (alone), or a budget (its name).',
  })
  id!: string;

  @Field(() => Int, {
    description: 'Of the budget, from 1; of a draft, from 0. A row that was not there then is withdrawn.',
  })
  toVersion!: number;
}

@InputType('TableAtVersion', { description: 'A whole table as it was at a version.' })
export class TableAtVersion {
  @Field(() => ID, { description: 'The budget.' })
  budgetId!: string;

  @Field(() => Int, { description: 'Of the budget, from 1; of a draft, from 0, which is its base.' })
  toVersion!: number;
}

@InputType('RevertWhat', {
  description:
    'Exactly one. Reverting a change, an event or a save sets back the cells that it changed; one that was set later by something else is a CONFLICT. Reverting a row or a table to a version makes it what it was there, whatever was changed since.',
})
export class RevertWhat {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of a Change. A cell that came or went with its row stands for the row.',
  })
  change?: string;

  @Field(() => ID, { nullable: true, description: 'Id of a LedgerEvent: everything that it changed.' })
  event?: string;

  @Field(() => SaveReference, { nullable: true, description: 'A save: everything that it changed.' })
  save?: SaveReference;

  @Field(() => RowAtVersion, { nullable: true, description: 'A row, to a version.' })
  row?: RowAtVersion;

  @Field(() => TableAtVersion, { nullable: true, description: 'A table, to a version.' })
  table?: TableAtVersion;
}

@InputType('RevertDraft', { description: 'The draft that a revert opens.' })
export class RevertDraft {
  @Field(() => String, { description: 'Its name. No other draft of the budget that is open is called so.' })
  name!: string;

  @Field(() => AdjustmentKindEnum, {
    nullable: true,
    description: 'Which kind of adjustment it is: required after 二下, refused before.',
  })
  adjustmentKind?: AdjustmentKind | null;
}

@InputType('Reverting')
class Reverting {
  @Field(() => RevertWhat, { description: 'What to revert.' })
  what!: RevertWhat;

  @Field(() => GraphQLBoolean, {
    nullable: true,
    description:
      'In a draft: the versions that `what` names are its budget’s, so that what the budget recorded can be reverted there. Default: false, they are the draft’s own.',
  })
  ofBudget?: boolean | null;

  @Field(() => RevertDraft, {
    nullable: true,
    description:
      'Opens a draft (草案) on the budget’s newest version and records the revert there as its first edit, for review and promotion; after 二下 it is an adjustment (调整), which needs its kind, a reason and a document. Not with draftId. Under its commandId it goes on where it was interrupted, and does nothing twice.',
  })
  asDraft?: RevertDraft | null;
}

export const RevertInput = editInput(
  'Revert',
  'What to revert. It is recorded as a new save, whose events name what they undo in `source`.',
  Reverting,
);
