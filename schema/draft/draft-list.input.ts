import { Field, ID, InputType } from 'type-graphql';
import type { DraftStatus } from '../../events/draft/draft.state.js';
import type { DraftFilter } from '../../services/services.js';
import { DraftStatusEnum } from '../enums.js';

@InputType('DraftFilter', { description: 'Members that are given must all hold; null or absent: not asked.' })
export class DraftFilterInput {
  @Field(() => [ID], { nullable: true, description: 'Of these budgets.' })
  budgetIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Of budgets of the units with these keys.' })
  units?: string[] | null;

  @Field(() => [DraftStatusEnum], {
    nullable: true,
    description: 'In one of these, where the list is read; `[]` is refused. `[SUBMITTED]`: what waits for a reviewer.',
  })
  status?: DraftStatus[] | null;
}

export function draftFilter(filter: DraftFilterInput | null): DraftFilter {
  const { budgetIds = null, units = null, status = null } = filter ?? {};
  return {
    ...(budgetIds === null ? {} : { budgetIds: [...budgetIds].sort() }),
    ...(units === null ? {} : { units: [...units].sort() }),
    ...(status === null ? {} : { statuses: [...status].sort() }),
  };
}
