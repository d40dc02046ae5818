import { Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import { ChangeKindEnum, EntityKindEnum } from '../enums.js';
import { CellChangeType } from './cell.type.js';

@InterfaceType('RowChange', { description: 'A row that differs, or that a command changes, with the cells that do.' })
export abstract class RowChangeType {
  @Field(() => ID, { nullable: true, description: 'Permanent. null: an import would add the row.' })
  entityId!: string | null;

  @Field(() => EntityKindEnum, { description: 'What the row is.' })
  entityKind!: string;

  @Field(() => String, { description: 'The row’s name after; of one that goes, before.' })
  entityName!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Of the project that the row is or belongs to. null: it is a budget or a fund user, or a new project.',
  })
  projectId!: string | null;

  @Field(() => String, { nullable: true, description: 'Its name. null: the row is no project and belongs to none.' })
  projectName!: string | null;

  @Field(() => ChangeKindEnum, {
    description:
      'One for the row: ADDED, REMOVED, RESTORED; MODIFIED if a cell other than name and place differs; else RENAMED; else MOVED.',
  })
  kind!: string;

  @Field(() => [CellChangeType], {
    description: 'The cells that differ; of a row that comes or goes all that are not blank.',
  })
  cells!: CellChangeType[];
}

@ObjectType('ChangedRow', {
  implements: RowChangeType,
  description:
    'A row that a command changes, or with dryRun would. A cell that it sets twice stands once, and one that ends as it began not at all.',
  simpleResolvers: true,
})
export class ChangedRowType extends RowChangeType {
  @Field(() => ID, {
    description:
      'Permanent; of a row that would be added the one that it gets when the command is sent under the same commandId.',
  })
  override entityId!: string;
}
