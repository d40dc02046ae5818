import { sumAmounts } from '../../../../events/money.js';
import type { Position } from '../../../../events/position.js';
import type { BudgetRow, FundingSums, SaveRow } from '../../../../projections/rows.js';
import type { BudgetFilter, BudgetOrder, Count, OrderedBy, Page, Paged } from '../../../ports/read-model.js';
import type { Copy } from './documents.js';
import { oneOf, placesOf } from './list-filters.js';
import type { List, SortKeys } from './lists.js';
import { countOf, holdingRows, inPlace, pageOf, sortingOf } from './lists.js';
import type { BudgetVersionDocument } from './row-kinds.js';
import { budgets, budgetVersions } from './row-kinds.js';
import { holdsText } from './text.js';

export async function budgetAt(copy: Copy, budgetId: string): Promise<BudgetRow | null> {
  const found = await copy.in(budgets).first({ _id: budgetId });
  return found !== null && (await copy.shows(found.row.openedPosition)) ? found.row : null;
}

export async function pageOfBudgets(
  copy: Copy,
  filter: BudgetFilter,
  order: BudgetOrder,
  position: Position,
  page: Page,
): Promise<Paged<{ budget: BudgetRow; save: SaveRow }>> {
  const { rows, more } = await pageOf(copy, listOf(filter, position), sortingOf(sortings, order), page);
  return { rows: rows.map(({ key, row }) => ({ key, row: row.row })), more };
}

const sortings: Record<OrderedBy<BudgetOrder>, SortKeys<BudgetVersionDocument>> = {
  PLACE: inPlace,
  UNIT: {
    fields: ['row.budget.unitKey', 'placeKey'],
    keyOf: ({ row, placeKey }) => [row.budget.unitKey, placeKey],
  },
  TOTAL: { fields: ['totalKey', 'placeKey'], keyOf: ({ totalKey, placeKey }) => [totalKey, placeKey] },
};

export function countOfBudgets(copy: Copy, filter: BudgetFilter, position: Position, bound: number): Promise<Count> {
  return countOf(copy, listOf(filter, position), bound);
}

export async function totalsOfBudgets(copy: Copy, filter: BudgetFilter, position: Position): Promise<FundingSums> {
  const rows = await holdingRows(copy, listOf(filter, position), { projection: { 'row.save.totals': 1 } });
  const totals = rows.map(({ row }) => row.save.totals);
  return {
    fiscalAppropriation: sumAmounts(totals.map((sums) => sums.fiscalAppropriation)),
    specialAccount: sumAmounts(totals.map((sums) => sums.specialAccount)),
    other: sumAmounts(totals.map((sums) => sums.other)),
  };
}

function listOf(filter: BudgetFilter, position: Position): List<BudgetVersionDocument> {
  const { budgetIds, units, fiscalYears, taxonomies, text = '', exact } = filter;
  const where = [
    oneOf('of', budgetIds),
    oneOf('row.budget.unitKey', units),
    oneOf('row.budget.fiscalYear', fiscalYears),
    oneOf('row.budget.taxonomy', taxonomies),
    placesOf(filter),
    text === '' ? [] : [holdsText(['row.save.name'], text, exact)],
  ].flat();
  return { kind: budgetVersions, where, position };
}
