import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { DateScalar, DateTimeScalar, PositionScalar } from '../scalars.js';

@InputType('DraftAt', {
  description: 'A draft (草案) now, or at one of its own versions, or at a time: at most one of the two.',
})
export class DraftAtInput {
  @Field(() => ID, { description: 'The draft; of the one budget asked about.' })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Of the draft’s own saves; 0: as it was opened, which is the table of its base.',
  })
  version?: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Not before it was opened, and not in the future.' })
  time?: string | null;
}

@InputType('At', {
  description:
    'A point of the past. Exactly one member; absent = the head taken when the operation starts. Everything below a root field inherits it.',
})
export class AtInput {
  @Field(() => Int, {
    nullable: true,
    description: 'Version of the one budget asked about: the table after its n-th save.',
  })
  version?: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The last point whose clock is not later. Not in the future.',
  })
  time?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The end of that day in Asia/Shanghai; of today the moment of asking, with all that was recorded by then. That is a time like any other, which the ids of what is read have in them: for what moves on with the ledger leave `at` out.',
  })
  date?: string | null;

  @Field(() => PositionScalar, { nullable: true, description: 'A point that an answer named; within a save: its end.' })
  position?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The version that this seal of the one budget asked about sealed; its content is compared with the seal’s hash. Also of a seal that was withdrawn since.',
  })
  sealId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The end of the save that this event (`LedgerEvent.id`) belongs to. The point to write down: it stays the same when the ledger is moved to another engine, a position does not.',
  })
  event?: string | null;

  @Field(() => DraftAtInput, {
    nullable: true,
    description: 'The table of a draft of the one budget asked about, in the place of the budget’s own.',
  })
  draft?: DraftAtInput | null;
}

@ArgsType()
export class PointArguments {
  @Field(() => AtInput, { nullable: true, description: 'The point to read at; absent: now.' })
  at?: AtInput | null;

  @Field(() => PositionScalar, {
    nullable: true,
    description:
      'Never answer from before this position (of a mutation just done): waits up to five seconds. One that this ledger never gave is refused.',
  })
  minPosition?: string | null;
}
