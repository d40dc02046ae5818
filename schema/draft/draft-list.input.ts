import { Field, ID, InputType } from 'type-graphql';
import type { DraftStatus } from '../../events/draft/draft.state.js';
import { QueryError } from '../../services/query-error.js';
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

/** @throws QueryError INVALID_INPUT */
export function draftFilter(filter: DraftFilterInput | null): DraftFilter {
  const { budgetId = null, status = null } = filter ?? {};
  if (status?.length === 0) {
    throw new QueryError(
      'INVALID_INPUT',
      'filter.status 为空列表，什么也不会符合；不限定时请去掉它或写 null。',
      'filter.status is an empty list, which nothing matches; leave it out, or give null, where it does not matter.',
      ['filter', 'status'],
    );
  }
  return {
    ...(budgetId === null ? {} : { budgetId }),
    ...(status === null ? {} : { statuses: [...new Set(status)].sort() }),
  };
}
