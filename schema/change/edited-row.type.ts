import { Extensions, Field, ID, Int, ObjectType } from 'type-graphql';
import { onDemand } from '../on-demand.js';
import type { Ref } from '../ref.js';
import { AnnotationType, saidLater } from './annotation.type.js';
import { ChangeType } from './change.type.js';

@ObjectType('EditedRow', { description: 'A row, and how often it was edited.', simpleResolvers: true })
export class EditedRowType {
  @Field(() => ID, { description: 'Permanent.' })
  entityId!: string;

  @Field(() => Int, { description: 'Saves that edited it; one counts once, however many cells it changed.' })
  edits!: number;

  @Field(() => ChangeType, { description: 'Its newest change of those that were counted; it tells what the row is.' })
  lastChange!: Ref<ChangeType>;

  @Extensions(onDemand)
  @Field(() => [AnnotationType], { description: saidLater('the save of `lastChange`', 'the list’s point') })
  annotations!: AnnotationType[];
}
