import { Field, ID, Int, ObjectType } from 'type-graphql';
import { NodeType } from '../node/node.type.js';
import { JsonScalar } from '../scalars.js';
import { RecordedType } from './recorded.type.js';

@ObjectType('LedgerEvent', {
  implements: [NodeType, RecordedType],
  description: 'One recorded fact, never edited. A save is one or several of them.',
  simpleResolvers: true,
})
export class LedgerEventType extends NodeType {
  @Field(() => String, {
    description:
      'Past tense: `ProjectFundingRevised`. No enum: later programs record events of new types, and whoever reads has to pass over those it does not know.',
  })
  type!: string;

  @Field(() => Int, { description: 'Of the shape of `data` as it is shown: the newest of this type.' })
  schemaVersion!: number;

  @Field(() => JsonScalar, { description: 'The fact itself; its members depend on the type.' })
  data!: unknown;

  @Field(() => Int, { description: 'Of the save that it belongs to; in a draft’s stream the draft’s own.' })
  version!: number;

  @Field(() => ID, { description: 'Of the command that it answers.' })
  commandId!: string;

  @Field(() => ID, { description: 'Of the request that brought the command.' })
  correlationId!: string;

  @Field(() => ID, { nullable: true, description: 'Of the event or command that led to it.' })
  causationId!: string | null;
}
