import type { Issuer } from '../../events/sealing/sealing.events.js';
import { Field, ID, InputType, Int } from 'type-graphql';
import { commandInput } from '../editing/command.input.js';
import { IssuerEnum, StageEnum } from '../enums.js';
import { DateScalar, DecimalScalar } from '../scalars.js';

const limit = 'In 万元, digits as they are to stay. Zero: no money from there at all.';
const part = `${limit} null or absent: not limited. Not above the total, nor are the parts together.`;

@InputType('Limits')
class Limits {
  @Field(() => ID, { description: 'The budget.' })
  budgetId!: string;

  @Field(() => DecimalScalar, { nullable: true, description: `总计. ${limit} It is always needed.` })
  total?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: `财政拨款. ${part}` })
  fiscalAppropriation?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: `财政专户拨款. ${part}` })
  specialAccount?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: `其他资金. ${part}` })
  other?: string | null;
}

@InputType('Sealing')
class Sealing {
  @Field(() => ID, { description: 'The budget.' })
  budgetId!: string;

  @Field(() => StageEnum, {
    nullable: true,
    description: 'Each stage needs a seal in force of the one before. Absent: a seal beside the stages; give a name.',
  })
  stage?: 'FIRST_UP' | 'FIRST_DOWN' | 'SECOND_UP' | 'SECOND_DOWN' | 'ADJUSTMENT' | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Unique among the budget’s seals in force, and no text that stands for another moment, such as `v2`, `now`, a date or another stage. Absent: what the stage is called, such as 一上.',
  })
  name?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version to seal. Absent: the one that stands now.' })
  version?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Of the table that was looked at: another one is not sealed (STALE_CONTENT). Where neither this nor `version` is given, `expectedVersion` stands for it.',
  })
  contentHash?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the person who approved: 1 to 200 visible ASCII characters without spaces, never a name. Absent: the caller’s. Of somebody else, unless the caller acts for them, `basisDocument` shows the approval.',
  })
  approvedBy?: string | null;

  @Field(() => IssuerEnum, {
    nullable: true,
    description: 'Of 一下 and 二下, which need it, and of no other: who issued it (下达), by `basisDocument`.',
  })
  issuer?: Issuer | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Of 一下 and 二下, which need it: the day on the document; not after today, nor before that of the stage that came down before. The document itself is `basisDocument`; 一下 without one takes that of the control number in force.',
  })
  issuedOn?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Of 一下, and of 二上 where a control number was withdrawn since 一下, if none is in force: why there is none. Where one is in force it is refused.',
  })
  withoutControlNumber?: string | null;
}

@InputType('LiftedLimits')
class LiftedLimits {
  @Field(() => ID, { description: 'The budget.' })
  budgetId!: string;
}

@InputType('SealReference')
class SealReference {
  @Field(() => ID, { description: 'The seal.' })
  sealId!: string;
}

@InputType('Annotating')
class Annotating {
  @Field(() => ID, { description: 'The budget.' })
  budgetId!: string;

  @Field(() => Int, { description: 'The save to correct, by the version that it made.' })
  version!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What the save’s reason should have been; empty: it should have had none. Absent: it stands.',
  })
  correctedReason?: string | null;

  @Field(() => String, { nullable: true, description: 'The same for its 文号; at least one of the two.' })
  correctedBasisDocument?: string | null;
}

export const IssueControlNumberInput = commandInput(
  'IssueControlNumber',
  'What the table may come to at the most (控制数), as a whole: it takes the place of the one before. By finance or admin.',
  Limits,
  'controlNumber',
);

export const WithdrawControlNumberInput = commandInput(
  'WithdrawControlNumber',
  'The control number in force to be lifted; the reason is not optional here. By finance or admin.',
  LiftedLimits,
  'controlNumber',
);

export const SealVersionInput = commandInput(
  'SealVersion',
  'A version of the table to be sealed (定稿). By a reviewer, finance or admin. 二上 stays within the control number; 二下 that differs from it, up or down, needs a reason.',
  Sealing,
  'seals',
);

export const WithdrawSealInput = commandInput(
  'WithdrawSeal',
  'A seal to be withdrawn; the reason is not optional here. By a reviewer, finance or admin; one that was issued by the side that issued it: finance for FINANCE, a reviewer for SUPERIOR_DEPARTMENT.',
  SealReference,
  'otherSeals',
);

export const AnnotateSaveInput = commandInput(
  'AnnotateSave',
  'What a save should have said about itself. `reason` and `basisDocument` are those of the correction.',
  Annotating,
  'save',
);
