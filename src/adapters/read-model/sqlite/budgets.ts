import { sumAmounts } from '../../../../events/money.js';
import type { BudgetRow, FundingSums, SaveRow } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import { pagedRows, readingOf } from '../../../ports/paging.js';
import type { BudgetFilter, Count, Page, Paged } from '../../../ports/read-model.js';
import { readKey, writeKey } from './keys.js';
import { countRows } from './lists.js';
import type { Query, Select } from './query.js';
import { condition, conjunction, equals } from './query.js';
import { budgetColumns, toBudget } from './row-codecs.js';
import type { saveStatements } from './saves.js';
import { saveColumns, toSave } from './saves.js';

export function pageOfBudgets(
  select: Select,
  saves: ReturnType<typeof saveStatements>,
  filter: BudgetFilter,
  position: Position,
  page: Page,
): Paged<{ budget: BudgetRow; save: SaveRow }> {
  const { size, from, backwards } = readingOf(page);
  const [than, direction] = backwards ? ['<', 'desc'] : ['>', 'asc'];
  const beyond = from === null ? [] : [condition(`place_key ${than} ?`, readKey(from)[0] ?? '')];
  const where = [...conditions(filter, position), ...beyond];
  const rows = select({
    sql: `select ${budgetColumns}, place_key from budgets where ${conjunction(where)}
      order by place_key ${direction} limit ?`,
    values: [...where.flatMap(({ values }) => values), size + 1],
  });
  const found = pagedRows(
    page,
    rows.map((row) => ({ key: writeKey([String(row.at(-1))]), row: toBudget(row) })),
  );
  const saved = found.rows.map(({ key, row: budget }) => {
    const save = saves.at(budget.budgetId, { position });
    if (save === null) throw new Error(`the views have lost the saves of ${budget.budgetId}`);
    return { key, row: { budget, save } };
  });
  return { rows: saved, more: found.more };
}

export function countBudgets(select: Select, filter: BudgetFilter, position: Position, bound: number): Count {
  const where = conditions(filter, position);
  const sql = `select 1 from budgets where ${conjunction(where)}`;
  return countRows(select, [{ sql, values: where.flatMap(({ values }) => values) }], bound);
}

export function totalsOfBudgets(select: Select, filter: BudgetFilter, position: Position): FundingSums {
  const where = conditions(filter, position);
  const rows = select({
    sql: `select ${saveColumns} from budgets
      join saves on saves.table_id = budgets.budget_id and last_position = (
        select max(last_position) from saves as own
        where own.table_id = budgets.budget_id and own.last_position <= ?)
      where ${conjunction(where)}`,
    values: [position, ...where.flatMap(({ values }) => values)],
  });
  const totals = rows.map((row) => toSave(row as Parameters<typeof toSave>[0]).totals);
  return {
    fiscalAppropriation: sumAmounts(totals.map((sums) => sums.fiscalAppropriation)),
    specialAccount: sumAmounts(totals.map((sums) => sums.specialAccount)),
    other: sumAmounts(totals.map((sums) => sums.other)),
  };
}

function conditions({ unit, fiscalYear }: BudgetFilter, position: Position): Query[] {
  return [
    condition('opened_position <= ?', position),
    ...equals('unit_key', unit),
    ...equals('fiscal_year', fiscalYear),
  ];
}
