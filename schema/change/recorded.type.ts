import { Field, InterfaceType } from 'type-graphql';
import { DateTimeScalar, PositionScalar } from '../scalars.js';
import { ActorType } from './actor.type.js';

@InterfaceType('Recorded', {
  description: 'What an event recorded: who did it, when, where in the ledger, why, and by which document.',
})
export abstract class RecordedType {
  @Field(() => ActorType, { description: 'Who.' })
  actor!: ActorType;

  @Field(() => DateTimeScalar, { description: 'When, by the server’s time.' })
  recordedAt!: string;

  @Field(() => PositionScalar, { description: 'Of the event.' })
  position!: string;

  @Field(() => String, { nullable: true, description: 'Why (修改理由). null: none was given.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: '文号 of the document that it rests on. null: none was given.' })
  basisDocument!: string | null;
}
