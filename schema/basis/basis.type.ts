import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, PositionScalar } from '../scalars.js';

@ObjectType('Basis', {
  description:
    'The one point that an answer is read at (基准). Asking again with `at: {position}` gives the same answer, of a draft with `at: {draft: {id, version}}`.',
  simpleResolvers: true,
})
export class BasisType {
  @Field(() => PositionScalar, { description: 'In the whole ledger; the permalink of the answer.' })
  position!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Of the one budget (or draft) that the answer is about; null over many.',
  })
  version!: number | null;

  @Field(() => DateTimeScalar, {
    description:
      'The ledger’s clock there; it never runs backwards. Where saves were made by a wrong clock, a correction sets it right.',
  })
  recordedAt!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The draft whose table this is, `version` being its own; null: the budget itself, or many.',
  })
  draftId?: string | null;
}
