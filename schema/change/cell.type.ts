import { Extensions, Field, ID, ObjectType } from 'type-graphql';
import { EntityKindEnum } from '../enums.js';
import { onDemand } from '../on-demand.js';
import type { Ref } from '../ref.js';
import { AnnotationType, saidLater } from './annotation.type.js';
import { CellDifferenceType } from './cell-difference.type.js';
import { ChangeType } from './change.type.js';

const path = 'The cell, as in Change.';

@ObjectType('CellValue', { description: 'A cell (单元格) as it stands.', simpleResolvers: true })
export class CellValueType {
  @Field(() => String, { description: path })
  path!: string;

  @Field(() => String, { nullable: true, description: 'What it holds. null: blank, or the row is withdrawn.' })
  value!: string | null;

  @Extensions(onDemand)
  @Field(() => ChangeType, {
    nullable: true,
    description:
      'Who is answerable for it (追溯): the change that set it last. null: it has been blank since the row was added.',
  })
  lastChange!: Ref<ChangeType> | null;

  @Extensions(onDemand)
  @Field(() => [AnnotationType], { description: saidLater('the save of `lastChange`', 'the row’s point') })
  annotations!: AnnotationType[];
}

@ObjectType('CellChange', {
  implements: CellDifferenceType,
  description: 'A cell (单元格) that is another in one table than in the other, or than a command makes it.',
  simpleResolvers: true,
})
export class CellChangeType extends CellDifferenceType {
  @Extensions(onDemand)
  @Field(() => ChangeType, {
    nullable: true,
    description:
      'The change that the cell had last, in what is recorded: of what a command changes or would, the one before it, so who set `before`; of tables side by side, the one that made the difference. null: it has been blank since the row was added.',
  })
  lastChange!: Ref<ChangeType> | null;

  @Extensions(onDemand)
  @Field(() => [AnnotationType], {
    description: saidLater(
      'the save of `lastChange`',
      'the point at which it was asked for, later than both tables though it may be',
    ),
  })
  annotations!: AnnotationType[];
}

@ObjectType('ConflictCell', {
  description:
    'A cell (单元格) that two sides have set otherwise: in a merge as it was when the draft was opened or refreshed, and as each side has it since; in a revert as what is to be reverted had left it.',
  simpleResolvers: true,
})
export class ConflictCellType {
  @Field(() => ID, { description: 'The row: that of the conflict, or one below it.' })
  entityId!: string;

  @Field(() => EntityKindEnum, { description: 'What the row is.' })
  entityKind!: string;

  @Field(() => String, { description: 'The row’s name.' })
  entityName!: string;

  @Field(() => String, { description: path })
  path!: string;

  @Field(() => String, { nullable: true, description: 'At the base. null: blank, or the row was not there.' })
  base!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'In the table that is changed, as it stands. null: blank, or not there.',
  })
  ours!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'In the table that is taken in; of a revert what it would put there. null: blank, or not there.',
  })
  theirs!: string | null;

  @Extensions(onDemand)
  @Field(() => ChangeType, { nullable: true, description: 'Who set it in the table that is changed, and when.' })
  oursChange!: Ref<ChangeType> | null;

  @Extensions(onDemand)
  @Field(() => [AnnotationType], { description: saidLater('the save of `oursChange`', 'now') })
  oursAnnotations!: AnnotationType[];

  @Extensions(onDemand)
  @Field(() => ChangeType, {
    nullable: true,
    description: 'Who set it in the table that is taken in, and when. null: nobody did, as of a revert.',
  })
  theirsChange!: Ref<ChangeType> | null;

  @Extensions(onDemand)
  @Field(() => [AnnotationType], { description: saidLater('the save of `theirsChange`', 'now') })
  theirsAnnotations!: AnnotationType[];
}
