import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ChangedCell } from '../../projections/rows.js';
import type { ChangeListView, ConnectionView } from '../../services/services.js';
import { connectionOf, connectionView } from '../connection.type.js';
import { ChangeKindEnum, EntityKindEnum } from '../enums.js';
import { NodeType } from '../node/node.type.js';
import { CellDifferenceType } from './cell-difference.type.js';
import { RecordedType } from './recorded.type.js';

@ObjectType('Change', {
  implements: [NodeType, RecordedType, CellDifferenceType],
  description: 'One cell (单元格) that one event changed. It never changes.',
  simpleResolvers: true,
})
export class ChangeType extends CellDifferenceType {
  @Field(() => ID, { description: 'Permanent.' })
  id!: string;

  @Field(() => ID, { description: 'Of the row.' })
  entityId!: string;

  @Field(() => EntityKindEnum, { description: 'What the row is.' })
  entityKind!: string;

  @Field(() => String, { description: 'The row’s name after the edit.' })
  entityName!: string;

  @Field(() => ChangeKindEnum, { description: 'What happened.' })
  kind!: string;

  @Field(() => Int, {
    description: 'Of the budget, or of the draft that it was changed in, after the save that the change belongs to.',
  })
  version!: number;
}

export const { Connection: ChangeConnection, Edge: ChangeEdge } = connectionOf(
  'Change',
  'changed cells, newest first',
  () => ChangeType,
);

/** A page of changes as it is handed to GraphQL, with what is told of all that match. */
export function changesView(view: ConnectionView<ChangedCell> & Pick<ChangeListView, 'editedRows'>) {
  return { ...connectionView(view), editedRows: view.editedRows };
}
