import type { DraftStatus } from '../../../../events/draft/draft.state.js';
import { draftStatuses } from '../../../../events/draft/draft.state.js';
import type { Position } from '../../../ports/event-store.js';
import type { Count, DraftFilter, DraftOrder, Page, Paged } from '../../../ports/read-model.js';
import { countRows, holding, pageOfParts, sortingOf } from './lists.js';
import type { Query, Select } from './query.js';
import { condition, conjunction, oneOf } from './query.js';

export interface DraftList {
  filter: DraftFilter;
  order: DraftOrder;
  position: Position;
  page: Page;
}

const keys = { TIME: ['position', 'draft_id'] };

export function pageOfDraftIds(select: Select, { filter, order, position, page }: DraftList): Paged<string> {
  const list = {
    table: 'draft_states',
    columns: 'draft_id',
    where: oneOf('budget_id', filter.budgetIds),
    sorting: sortingOf(keys, order),
    page,
  };
  return pageOfParts(select, list, partsOf(filter, position), (row) => (row as [string])[0]);
}

export function countDraftIds(select: Select, filter: DraftFilter, position: Position, bound: number): Count {
  const parts = partsOf(filter, position).map((part): Query => {
    const all = [...part, ...oneOf('budget_id', filter.budgetIds)];
    return {
      sql: `select 1 from draft_states where ${conjunction(all)}`,
      values: all.flatMap(({ values }) => values),
    };
  });
  return countRows(select, parts, bound);
}

/** Each status is a stretch of the index of its own. */
function partsOf({ statuses = draftStatuses }: DraftFilter, position: Position): Query[][] {
  return [...new Set<DraftStatus>(statuses)].flatMap((status) =>
    holding(position).map((part) => [...part, condition('status = ?', status)]),
  );
}
