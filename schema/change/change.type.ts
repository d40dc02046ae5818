import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../connection.type.js';
import { ChangeKindEnum, EntityKindEnum, TargetEffectEnum } from '../enums.js';
import { NodeType } from '../node/node.type.js';
import { DateTimeScalar, DecimalScalar, PositionScalar } from '../scalars.js';
import { ActorType } from './actor.type.js';

@ObjectType('CellChange', { description: 'One cell (单元格), before and after.', simpleResolvers: true })
export class CellChangeType {
  @Field(() => ID, { description: 'Of the row.' })
  entityId!: string;

  @Field(() => EntityKindEnum, { description: 'What the row is.' })
  entityKind!: string;

  @Field(() => String, { description: 'The row’s name after the edit.' })
  entityName!: string;

  @Field(() => ChangeKindEnum, { description: 'What happened.' })
  kind!: string;

  @Field(() => String, {
    description:
      'The cell. Budget: name. Fund user: name, declaredTotals.{total, fiscalAppropriation, specialAccount, other}. Project: name, fundUser (an id), funding.{fiscalAppropriation, specialAccount, other}, declaredTotal, goal, place. Indicator: class (the level-2 code), name, cycleTarget, annualTarget, place.',
  })
  path!: string;

  @Field(() => String, { nullable: true, description: 'null: blank, or the row was not there.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'null: blank, or the row is not there any more.' })
  after!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'after − before: of amounts in 万元; of targets that are numbers in comparable units, in the unit of `before`.',
  })
  delta!: string | null;

  @Field(() => TargetEffectEnum, { nullable: true, description: 'Of a changed target; else null.' })
  effect!: string | null;
}

@ObjectType('Change', {
  implements: NodeType,
  description: 'One cell (单元格) that one event changed. It never changes.',
  simpleResolvers: true,
})
export class ChangeType extends CellChangeType {
  @Field(() => ID, { description: 'Permanent.' })
  id!: string;

  @Field(() => Int, {
    description: 'Of the budget, or of the draft that it was changed in, after the save that the change belongs to.',
  })
  version!: number;

  @Field(() => PositionScalar, { description: 'Of the event.' })
  position!: string;

  @Field(() => DateTimeScalar, { description: 'The server’s time.' })
  recordedAt!: string;

  @Field(() => ActorType, { description: 'Who.' })
  actor!: ActorType;

  @Field(() => String, { nullable: true, description: 'Why (修改理由).' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: '文号 of the document that the edit rests on.' })
  basisDocument!: string | null;
}

export const { Connection: ChangeConnection, Edge: ChangeEdge } = connectionOf(
  'Change',
  'changed cells, newest first',
  () => ChangeType,
);
