import { Field, ID, ObjectType } from 'type-graphql';
import { CellChangeType, ChangeType } from '../change/change.type.js';
import { DraftType } from '../draft/draft.type.js';
import { UserErrorType } from '../editing/user-error.type.js';
import { BudgetPayload } from '../editing/payloads.js';
import { ChoiceEnum, ConflictKindEnum, EntityKindEnum } from '../enums.js';

@ObjectType('ConflictingCell', {
  description: 'A cell (单元格) as it was when the draft was opened or refreshed, and as each side has it since.',
  simpleResolvers: true,
})
export class ConflictingCellType {
  @Field(() => ID, { description: 'The row: that of the conflict, or one below it.' })
  entityId!: string;

  @Field(() => String, { description: 'The row’s name.' })
  entityName!: string;

  @Field(() => String, { description: 'As in Change.' })
  path!: string;

  @Field(() => String, { nullable: true, description: 'At the base. null: blank, or the row was not there.' })
  base!: string | null;

  @Field(() => String, { nullable: true, description: 'In the table that is changed. null: blank, or not there.' })
  ours!: string | null;

  @Field(() => String, { nullable: true, description: 'In the table that is taken in. null: blank, or not there.' })
  theirs!: string | null;

  @Field(() => ChangeType, { nullable: true, description: 'Who set it in the table that is changed, and when.' })
  oursChange!: ChangeType | null;

  @Field(() => ChangeType, { nullable: true, description: 'Who set it in the table that is taken in, and when.' })
  theirsChange!: ChangeType | null;
}

@ObjectType('MergeConflict', {
  description: 'Something about which draft and budget cannot both have their way. One resolution settles it.',
  simpleResolvers: true,
})
export class MergeConflictType {
  @Field(() => ConflictKindEnum, { description: 'What it is about.' })
  kind!: string;

  @Field(() => ID, { description: 'The row; of rows of one name the first by id.' })
  entityId!: string;

  @Field(() => [ID], { description: 'The row, or all rows of one name; a resolution may name any of them.' })
  entityIds!: string[];

  @Field(() => EntityKindEnum, { description: 'What the row is.' })
  entityKind!: string;

  @Field(() => String, { description: 'The row’s name.' })
  entityName!: string;

  @Field(() => String, { nullable: true, description: 'The cell; null: whether the row stays in the table.' })
  path!: string | null;

  @Field(() => [ConflictingCellType], {
    description:
      'That cell; or all that the side which did not withdraw the row has made of it and of what is below, withdrawals included; or what rows of one name are called, and all of one that only one side has.',
  })
  cells!: ConflictingCellType[];

  @Field(() => ChangeType, { nullable: true, description: 'Who withdrew the row, and when; null: it is about a cell.' })
  withdrawal!: ChangeType | null;

  @Field(() => ChoiceEnum, { nullable: true, description: 'What the call chose about it; null: nothing.' })
  choice!: string | null;
}

@ObjectType('MergePayload', { description: 'What became of a command; see BudgetPayload.', simpleResolvers: true })
export class MergePayload extends BudgetPayload {
  @Field(() => DraftType, { nullable: true, description: 'The draft after the command.' })
  draft!: DraftType | null;

  @Field(() => [MergeConflictType], {
    nullable: true,
    description: 'Everything about which the two sides collide, resolved or not. null: nothing was merged.',
  })
  conflicts!: MergeConflictType[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256 of what is done, its cells, values and choices: name it in the call that does it. Saves of other rows do not change it. null: conflicts are unresolved.',
  })
  changesHash!: string | null;

  @Field(() => [CellChangeType], {
    nullable: true,
    description: 'Every cell that is changed, or with dryRun would be.',
  })
  preview!: CellChangeType[] | null;

  @Field(() => [UserErrorType], {
    nullable: true,
    description:
      'With dryRun: what the caller’s promotion would be refused for as things stand, such as a draft that is not approved.',
  })
  blockers!: UserErrorType[] | null;
}
