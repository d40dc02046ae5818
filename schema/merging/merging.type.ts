import { Extensions, Field, ID, ObjectType } from 'type-graphql';
import { AnnotationType, saidLater } from '../change/annotation.type.js';
import { ConflictCellType } from '../change/cell.type.js';
import { ChangeType } from '../change/change.type.js';
import { ChangedRowType } from '../change/row.type.js';
import { DraftType } from '../draft/draft.type.js';
import { UserErrorType } from '../editing/user-error.type.js';
import { BudgetPayload } from '../editing/payloads.js';
import { ChoiceEnum, ConflictKindEnum, EntityKindEnum } from '../enums.js';
import { onDemand } from '../on-demand.js';

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

  @Field(() => [ConflictCellType], {
    description:
      'That cell; or all that the side which did not withdraw the row has made of it and of what is below, withdrawals included; or what rows of one name are called, and all of one that only one side has.',
  })
  cells!: ConflictCellType[];

  @Field(() => ChangeType, { nullable: true, description: 'Who withdrew the row, and when; null: it is about a cell.' })
  withdrawal!: ChangeType | null;

  @Extensions(onDemand)
  @Field(() => [AnnotationType], { description: saidLater('the save of `withdrawal`', 'now') })
  withdrawalAnnotations!: AnnotationType[];

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

  @Field(() => [ChangedRowType], {
    nullable: true,
    description: 'Every row that is changed, or with dryRun would be. null: nothing was merged.',
  })
  override preview!: ChangedRowType[] | null;

  @Field(() => [UserErrorType], {
    nullable: true,
    description:
      'With dryRun: what the caller’s promotion would be refused for as things stand, such as a draft that is not approved.',
  })
  blockers!: UserErrorType[] | null;
}
