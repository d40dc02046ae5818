import type { DraftStatus } from '../../../../events/draft/draft.state.js';
import { draftStatuses } from '../../../../events/draft/draft.state.js';
import type { Position } from '../../../../events/position.js';
import type { ProjectedSave } from '../../../../projections/rows.js';
import { pagedRows, readingOf } from '../../../ports/paging.js';
import type { Count, DraftFilter, DraftOrder, Page, Paged } from '../../../ports/read-model.js';
import { compareColumns, readKey } from '../../../ports/sort-keys.js';
import type { Copy, Kind } from './documents.js';
import { oneOf } from './list-filters.js';
import type { List, SortKeys } from './lists.js';
import { countOf, pageOf, sortingOf } from './lists.js';
import { version } from './row-kinds.js';
import type { VersionDocument } from './versions.js';
import { byId } from './versions.js';

/** Where a draft stands, from one save on that moved it until the next one. */
type DraftStateDocument = VersionDocument<{ budgetId: string; status: DraftStatus }>;

export const draftStates: Kind<DraftStateDocument> = {
  name: 'draft-states',
  indexes: [
    byId,
    { name: 'by_status', key: { until: 1, 'row.status': 1, position: 1, of: 1 } },
    { name: 'of_budget', key: { 'row.budgetId': 1, until: 1, 'row.status': 1, position: 1, of: 1 } },
  ],
};

export function statesIn({ draft, promotions }: ProjectedSave): DraftStateDocument[] {
  const own =
    draft === null
      ? []
      : [draft].map(({ draftId, position, budgetId, status }) => {
          return version(draftId, position, { budgetId, status });
        });
  const promoted = promotions.map(({ draftId, position, budgetId }) => {
    return version(draftId, position, { budgetId, status: 'PROMOTED' as const });
  });
  return [...own, ...promoted];
}

const keys: Record<'TIME', SortKeys<DraftStateDocument>> = {
  TIME: { fields: ['position', 'of'], keyOf: ({ position, of }) => [position, of] },
};

/** Each status is a stretch of the index of its own; a page has the first rows of all. */
export async function pageOfDraftIds(
  copy: Copy,
  filter: DraftFilter,
  order: DraftOrder,
  position: Position,
  page: Page,
): Promise<Paged<string>> {
  const sorting = sortingOf(keys, order);
  const found = await Promise.all(listsOf(filter, position).map((list) => pageOf(copy, list, sorting, page)));
  const down = sorting.descending !== readingOf(page).backwards;
  const rows = found
    .flatMap((each) => each.rows)
    .map(({ key, row }) => ({ key, row: row.of, columns: readKey(key) }))
    .sort((one, other) => (down ? -1 : 1) * compareColumns(one.columns, other.columns));
  const merged = pagedRows(
    page,
    rows.map(({ key, row }) => ({ key, row })),
  );
  return { rows: merged.rows, more: merged.more || found.some(({ more }) => more) };
}

export async function countDraftIds(
  copy: Copy,
  filter: DraftFilter,
  position: Position,
  bound: number,
): Promise<Count> {
  const counts = await Promise.all(listsOf(filter, position).map((list) => countOf(copy, list, bound)));
  const value = counts.reduce((sum, count) => sum + count.value, 0);
  return { value: Math.min(value, bound), exact: value <= bound && counts.every(({ exact }) => exact) };
}

function listsOf({ budgetIds, statuses = draftStatuses }: DraftFilter, position: Position): List<DraftStateDocument>[] {
  return [...new Set(statuses)].map((status) => ({
    kind: draftStates,
    where: [...oneOf('row.budgetId', budgetIds), { 'row.status': status }],
    position,
  }));
}
