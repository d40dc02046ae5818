import { Field, ID, Int, ObjectType } from 'type-graphql';
import { RecordedType } from '../change/recorded.type.js';
import { connectionOf } from '../connection.type.js';
import { SaveKindEnum } from '../enums.js';
import { EntityType, NodeType } from '../node/node.type.js';

@ObjectType('Version', {
  implements: [NodeType, EntityType, RecordedType],
  description: 'One save (保存) of a budget or of a draft: version n is the table after the n-th.',
  simpleResolvers: true,
})
export class VersionType extends EntityType {
  @Field(() => ID, { description: 'Of the budget that was saved, or of which a draft was.' })
  budgetId!: string;

  @Field(() => ID, { nullable: true, description: 'Of the draft that was saved; null: the budget itself was.' })
  draftId!: string | null;

  @Field(() => [ID], {
    description: 'Of a save that took something in: the persons who had set it, but for `actor`. Else none.',
  })
  editors!: string[];

  @Field(() => Int, { description: 'From 1; of a draft from 0, its opening.' })
  version!: number;

  @Field(() => ID, { description: 'Of the command that made it.' })
  commandId!: string;

  @Field(() => SaveKindEnum, {
    description:
      'EDIT, REFRESH and PROMOTION change cells; a save of another kind has the content of the version before.',
  })
  kind!: string;

  @Field(() => String, { description: 'Of the table after it.' })
  contentHash!: string;
}

export const { Connection: VersionConnection } = connectionOf('Version', 'saves, newest first', () => VersionType);
