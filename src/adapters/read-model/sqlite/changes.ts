import type { ChangedCell } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import type { ChangeFilter, Count, Page, Paged } from '../../../ports/read-model.js';
import { readKey, writeKey } from './keys.js';
import { countRows } from './lists.js';
import type { Query, Select } from './query.js';
import { condition, conjunction, equals } from './query.js';
import { changeColumns, toChange } from './row-codecs.js';

/** Changed cells, newest first. */
export function pageOfChanges(
  select: Select,
  filter: ChangeFilter,
  position: Position,
  page: Page,
): Paged<ChangedCell> {
  const where = [...conditions(filter, position), ...olderThan(page)];
  const rows = select({
    sql: `select ${changeColumns} from changed_cells where ${conjunction(where)}
      order by position desc, ordinal desc limit ?`,
    values: [...where.flatMap(({ values }) => values), page.first + 1],
  });
  const shown = rows.slice(0, page.first).map((raw) => {
    const row = toChange(raw);
    return { key: writeKey([row.position, String(row.ordinal)]), row };
  });
  return { rows: shown, more: rows.length > page.first };
}

export function countChanges(select: Select, filter: ChangeFilter, position: Position, bound: number): Count {
  const where = conditions(filter, position);
  const sql = `select 1 from changed_cells where ${conjunction(where)}`;
  return countRows(select, [{ sql, values: where.flatMap(({ values }) => values) }], bound);
}

function conditions({ budgetId, projectId, entityId }: ChangeFilter, position: Position): Query[] {
  return [
    ...[equals('budget_id', budgetId), equals('project_id', projectId), equals('entity_id', entityId)].flat(),
    condition('position <= ?', position),
  ];
}

function olderThan({ after }: Page): Query[] {
  if (after === null) return [];
  const [position = '', ordinal = ''] = readKey(after);
  return [condition('(position, ordinal) < (?, ?)', position, Number(ordinal))];
}
