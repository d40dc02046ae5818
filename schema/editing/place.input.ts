import { GraphQLBoolean } from 'graphql';
import { Field, ID, InputType } from 'type-graphql';
import type { Placing } from '../../events/budget/budget.commands.js';
import { Refusal } from '../../events/refusal.js';

@InputType('PlaceInput', {
  description: 'Where a row is put among its neighbours (次序). Exactly one member.',
})
export class PlaceInput {
  @Field(() => GraphQLBoolean, { nullable: true, description: 'true: before all others.' })
  first?: boolean;

  @Field(() => GraphQLBoolean, { nullable: true, description: 'true: behind all others.' })
  last?: boolean;

  @Field(() => ID, {
    nullable: true,
    description:
      'Right behind this one: of projects one of the same fund user, of indicators one of the same project; within applyChanges also `ref:<ref>`.',
  })
  after?: string;
}

/** @throws Refusal INVALID_INPUT for a member that is false, which names no place */
export function placing({ first, last, after }: PlaceInput = {}): Placing {
  if (first === false) throw onlyTrue('first');
  if (last === false) throw onlyTrue('last');
  if (first === true) return { after: null };
  return after === undefined ? {} : { after };
}

function onlyTrue(member: string): Refusal {
  return new Refusal(
    'INVALID_INPUT',
    `place.${member} 只能为 true；请改用 first: true、last: true 或 after，新增的行也可不给出 place（即排在最后）。`,
    `place.${member} is true or left out; give first: true, last: true or after. A new row may also go without "place", which is last.`,
    { argument: ['place', member] },
  );
}
