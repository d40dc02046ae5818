import { sumAmounts } from '../../../../events/money.js';
import type { BudgetRow, FundingSums, SaveRow } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import type { BudgetFilter, BudgetOrder, Count, Page, Paged } from '../../../ports/read-model.js';
import { countRows, pageOf, pageOfTable, sortingOf } from './lists.js';
import type { Query, Select } from './query.js';
import { condition, conjunction, oneOf } from './query.js';
import { budgetColumns, toBudget } from './row-codecs.js';
import type { saveStatements } from './saves.js';
import { saveColumns, toSave } from './saves.js';
import { holdsText } from './texts.js';

export interface BudgetList {
  filter: BudgetFilter;
  order: BudgetOrder;
  position: Position;
  page: Page;
}

const budgetKeys = {
  PLACE: ['budgets.place_key'],
  UNIT: ['unit_key', 'budgets.place_key'],
  TOTAL: ['total_key', 'budget_totals.place_key'],
};

export function pageOfBudgets(
  select: Select,
  saves: ReturnType<typeof saveStatements>,
  { filter, order, position, page }: BudgetList,
): Paged<{ budget: BudgetRow; save: SaveRow }> {
  const sorting = sortingOf(budgetKeys, order);
  const list = { columns: budgetColumns, where: conditions(filter, position), sorting, position, page };
  const found =
    sorting.columns === budgetKeys.TOTAL
      ? pageOf(select, { ...list, table: 'budget_totals join budgets using (budget_id)' }, toBudget)
      : pageOfTable(select, { ...list, table: 'budgets' }, toBudget);
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

function conditions(filter: BudgetFilter, position: Position): Query[] {
  const { budgetIds, units, fiscalYears, taxonomies } = filter;
  return [
    [condition('opened_position <= ?', position)],
    oneOf('budgets.budget_id', budgetIds),
    oneOf('unit_key', units),
    oneOf('fiscal_year', fiscalYears),
    oneOf('taxonomy', taxonomies),
    named(filter, position),
  ].flat();
}

/** Any save may name a budget anew: the last one is looked at. */
function named({ text, exact }: BudgetFilter, position: Position): Query[] {
  return holdsText([`json_extract(own.body, '$.name')`], text, exact).map(({ sql, values }) => {
    const last = `select max(last_position) from saves as own where own.table_id = budgets.budget_id and own.last_position <= ?`;
    return condition(
      `exists (select 1 from saves as own
        where own.table_id = budgets.budget_id and own.last_position = (${last}) and ${sql})`,
      position,
      ...values,
    );
  });
}
