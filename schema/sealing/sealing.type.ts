import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ActorType } from '../change/actor.type.js';
import { BudgetPayload } from '../editing/payloads.js';
import { IssuerEnum, StageEnum } from '../enums.js';
import { EntityType, NodeType } from '../node/node.type.js';
import { DateScalar, DateTimeScalar, DecimalScalar, PositionScalar } from '../scalars.js';

const why = 'Why (修改理由).';
const document = '文号 of the document that it rests on.';
const limit = 'In 万元, as entered; zero: no money from there. null: not limited.';

@ObjectType('SealWithdrawal', {
  description: 'That a seal is not in force any more (撤销定稿).',
  simpleResolvers: true,
})
export class SealWithdrawalType {
  @Field(() => DateTimeScalar, { description: 'The server’s time.' })
  at!: string;

  @Field(() => ActorType, { description: 'Who withdrew it.' })
  by!: ActorType;

  @Field(() => String, { description: 'Why; a seal is never withdrawn without a reason.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: document })
  basisDocument!: string | null;

  @Field(() => PositionScalar, { description: 'Of the event.' })
  position!: string;
}

@ObjectType('Issued', {
  description: '下达: by which document an 一下 or 二下 came down.',
  simpleResolvers: true,
})
export class IssuedType {
  @Field(() => IssuerEnum, { description: 'Who issued it; that side alone withdraws the seal.' })
  issuer!: string;

  @Field(() => String, { description: '文号: the save’s `basisDocument`, or that of the control number in force.' })
  document!: string;

  @Field(() => DateScalar, { description: 'The day on the document.' })
  date!: string;
}

@ObjectType('ControlDifference', {
  description: 'A sum that is another than the control number had for it.',
  simpleResolvers: true,
})
export class ControlDifferenceType {
  @Field(() => String, { description: 'The sum of the table, as in Check: totals.total, totals.other and so on.' })
  path!: string;

  @Field(() => DecimalScalar, { description: 'What the control number says, in 万元.' })
  limit!: string;

  @Field(() => DecimalScalar, { description: 'What the table comes to, in 万元.' })
  sum!: string;

  @Field(() => DecimalScalar, { description: '`sum` − `limit`.' })
  delta!: string;
}

@ObjectType('Seal', {
  implements: [NodeType, EntityType],
  description: '定稿: a version of the table under a name, for ever. Withdrawn or not, `at: {sealId}` reads it.',
  simpleResolvers: true,
})
export class SealType extends EntityType {
  @Field(() => StageEnum, { nullable: true, description: 'null: it stands beside the stages, under its own name.' })
  stage!: string | null;

  @Field(() => String, { description: 'Unique among the budget’s seals in force.' })
  name!: string;

  @Field(() => Int, {
    description: 'The sealed version; sealing makes a version of its own, with the same content or later.',
  })
  version!: number;

  @Field(() => String, {
    description: 'Of the table at that version; compared again whenever it is read by this seal.',
  })
  contentHash!: string;

  @Field(() => DateTimeScalar, { description: 'The server’s time.' })
  sealedAt!: string;

  @Field(() => ActorType, { description: 'Who sealed it.' })
  actor!: ActorType;

  @Field(() => ID, { description: 'Of the person who approved.' })
  approvedBy!: string;

  @Field(() => IssuedType, {
    nullable: true,
    description: 'Of 一下 and 二下. null: of other seals, and of those from before it was recorded.',
  })
  issued!: IssuedType | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Of 一下 and 二上: why there was no control number. null: one was in force, it had been said before, or it was not asked then.',
  })
  withoutControlNumber!: string | null;

  @Field(() => [ControlDifferenceType], {
    description: 'Of 二下: where it differed from the control number in force, the total first. `reason` says why.',
  })
  controlDifference!: ControlDifferenceType[];

  @Field(() => String, { nullable: true, description: why })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: document })
  basisDocument!: string | null;

  @Field(() => PositionScalar, { description: 'Of the event.' })
  position!: string;

  @Field(() => SealWithdrawalType, { nullable: true, description: 'null: the seal is in force.' })
  withdrawn!: SealWithdrawalType | null;
}

@ObjectType('ControlNumber', {
  description:
    '控制数: what the table may come to at the most. In force until the next one is issued, or it is withdrawn.',
  simpleResolvers: true,
})
export class ControlNumberType {
  @Field(() => DecimalScalar, { nullable: true, description: `总计. ${limit}` })
  total!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: `财政拨款. ${limit}` })
  fiscalAppropriation!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: `财政专户拨款. ${limit}` })
  specialAccount!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: `其他资金. ${limit}` })
  other!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was issued, by the server’s time.' })
  recordedAt!: string;

  @Field(() => ActorType, { description: 'Who issued it.' })
  actor!: ActorType;

  @Field(() => String, { nullable: true, description: why })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: document })
  basisDocument!: string | null;

  @Field(() => PositionScalar, { description: 'Of the event.' })
  position!: string;
}

@ObjectType('ControlNumberWithdrawal', {
  description: 'That the control number was lifted (撤销控制数), and none has been issued since.',
  simpleResolvers: true,
})
export class ControlNumberWithdrawalType {
  @Field(() => Int, { description: 'Of the save that withdrew it; the table before it shows what it was.' })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'The server’s time.' })
  recordedAt!: string;

  @Field(() => ActorType, { description: 'Who withdrew it.' })
  actor!: ActorType;

  @Field(() => String, { nullable: true, description: `${why} null: it was lifted before a reason was needed.` })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: document })
  basisDocument!: string | null;

  @Field(() => PositionScalar, { description: 'Of the event.' })
  position!: string;
}

@ObjectType('Annotation', {
  description: 'What the reason or the document of a save should have been. The save itself stays as it was recorded.',
  simpleResolvers: true,
})
export class AnnotationType {
  @Field(() => String, {
    nullable: true,
    description: 'Empty: it should have had none. null: that of the save stands.',
  })
  correctedReason!: string | null;

  @Field(() => String, { nullable: true, description: 'The same for the 文号.' })
  correctedBasisDocument!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was said, by the server’s time.' })
  recordedAt!: string;

  @Field(() => ActorType, { description: 'Who said it.' })
  actor!: ActorType;

  @Field(() => String, { nullable: true, description: 'Why it is corrected.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: '文号 of the document that the correction rests on.' })
  basisDocument!: string | null;

  @Field(() => PositionScalar, { description: 'Of the event.' })
  position!: string;
}

@ObjectType('SealPayload', { description: 'What became of a command; see BudgetPayload.', simpleResolvers: true })
export class SealPayload extends BudgetPayload {
  @Field(() => SealType, { nullable: true, description: 'The seal after the command.' })
  seal!: SealType | null;
}
