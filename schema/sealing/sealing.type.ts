import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { AnnotationType, saidLater } from '../change/annotation.type.js';
import { RecordedType } from '../change/recorded.type.js';
import { PersonType } from '../draft/person.type.js';
import { BudgetPayload } from '../editing/payloads.js';
import { IssuerEnum, StageEnum } from '../enums.js';
import { EntityType, NodeType } from '../node/node.type.js';
import { onDemand } from '../on-demand.js';
import { DateScalar, DecimalScalar } from '../scalars.js';

const limit = 'In 万元, as entered; zero: no money from there. null: not limited.';

@ObjectType('SealWithdrawal', {
  implements: RecordedType,
  description: 'That a seal is not in force any more (撤销定稿).',
  simpleResolvers: true,
})
export class SealWithdrawalType extends RecordedType {
  @Field(() => String, { description: 'Why; a seal is never withdrawn without a reason.' })
  override reason!: string;

  @Extensions(onDemand)
  @Field(() => [AnnotationType], { description: saidLater('the save that withdrew it', 'the seal’s point') })
  annotations!: AnnotationType[];
}

@ObjectType('Issued', {
  description: '下达: by which document an 一下 or 二下 came down.',
  simpleResolvers: true,
})
export class IssuedType {
  @Field(() => IssuerEnum, { description: 'Who issued it; that side alone withdraws the seal.' })
  issuer!: string;

  @Field(() => String, { description: '文号: the save’s `basisDocument`, or that of the control number in force.' })
  basisDocument!: string;

  @Field(() => DateScalar, { description: 'The day on the document.' })
  issuedOn!: string;
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
  implements: [NodeType, EntityType, RecordedType],
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

  @Field(() => PersonType, { description: 'Who approved the table.' })
  approvedBy!: PersonType;

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

  @Field(() => SealWithdrawalType, { nullable: true, description: 'null: the seal is in force.' })
  withdrawal!: SealWithdrawalType | null;

  @Extensions(onDemand)
  @Field(() => [AnnotationType], { description: saidLater('the save that sealed it', 'the seal’s point') })
  annotations!: AnnotationType[];
}

@ObjectType('ControlNumber', {
  implements: RecordedType,
  description:
    '控制数: what the table may come to at the most. In force until the next one is issued, or it is withdrawn.',
  simpleResolvers: true,
})
export class ControlNumberType extends RecordedType {
  @Field(() => DecimalScalar, { nullable: true, description: `总计. ${limit}` })
  total!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: `财政拨款. ${limit}` })
  fiscalAppropriation!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: `财政专户拨款. ${limit}` })
  specialAccount!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: `其他资金. ${limit}` })
  other!: string | null;

  @Extensions(onDemand)
  @Field(() => [AnnotationType], { description: saidLater('the save that issued it', 'the point that it is read at') })
  annotations!: AnnotationType[];
}

@ObjectType('ControlNumberWithdrawal', {
  implements: RecordedType,
  description:
    'That the control number was lifted (撤销控制数), and none has been issued since. One from before a reason was needed has none.',
  simpleResolvers: true,
})
export class ControlNumberWithdrawalType extends RecordedType {
  @Field(() => Int, { description: 'Of the save that withdrew it; the table before it shows what it was.' })
  version!: number;

  @Extensions(onDemand)
  @Field(() => [AnnotationType], { description: saidLater('that save', 'the point that it is read at') })
  annotations!: AnnotationType[];
}

@ObjectType('SealPayload', { description: 'What became of a command; see BudgetPayload.', simpleResolvers: true })
export class SealPayload extends BudgetPayload {
  @Field(() => SealType, { nullable: true, description: 'The seal after the command.' })
  seal!: SealType | null;
}
