import { Field, ID, InputType } from 'type-graphql';
import type { DraftStatus } from '../../events/draft/draft.state.js';
import type { DraftFilter } from '../../services/services.js';
import { DraftStatusEnum } from '../enums.js';

@InputType('DraftFilter', { description: 'Members that are given must all hold; null or absent: not asked.' })
export class DraftFilterInput {
  @Field(() => ID, { nullable: true, description: 'Of this budget.' })
  budgetId?: string | null;

  @Field(() => [DraftStatusEnum], {
    nullable: true,
    description: 'In one of these, where the list is read; `[]` is refused. `[SUBMITTED]`: what waits for a reviewer.',
  })
  status?: DraftStatus[] | null;
}

export function draftFilter(filter: DraftFilterInput | null): DraftFilter {
  const { budgetId = null, status = null } = filter ?? {};
  return {
    ...(budgetId === null ? {} : { budgetId }),
    ...(status === null ? {} : { statuses: [...status].sort() }),
  };
}
