import type { DeclaredTotals, Funding } from './budget.events.js';
import type { FundUserState, IndicatorState, OpenBudgetState, ProjectState } from './budget.state.js';

/**
 * A row's own cells (单元格) by path: what one edit changes and blame answers for. null: blank. Totals, readings and
 * ordinals are derived and are no cells.
 */
export type Cells = Record<string, string | null>;

export function budgetCells(budget: Pick<OpenBudgetState, 'name'>): Cells {
  return { name: budget.name };
}

export function fundUserCells(row: Pick<FundUserState, 'name' | 'declared'>): Cells {
  return { name: row.name, ...prefixed('declaredTotals', row.declared) };
}

type ProjectCells = Pick<ProjectState, 'name' | 'fundUserId' | 'funding' | 'declaredTotal' | 'goal' | 'place'>;

export function projectCells(row: ProjectCells): Cells {
  return {
    name: row.name,
    fundUser: row.fundUserId,
    ...prefixed('funding', row.funding),
    declaredTotal: row.declaredTotal,
    goal: row.goal,
    place: row.place,
  };
}

type IndicatorCells = Pick<IndicatorState, 'level2' | 'name' | 'cycleTarget' | 'annualTarget' | 'place'>;

export function indicatorCells(row: IndicatorCells): Cells {
  return {
    class: row.level2,
    name: row.name,
    cycleTarget: row.cycleTarget,
    annualTarget: row.annualTarget,
    place: row.place,
  };
}

const fundingPaths = ['fiscalAppropriation', 'specialAccount', 'other'];

/** The paths of every kind of row, in the order in which the functions above give them. */
export const cellPaths = {
  BUDGET: ['name'],
  FUND_USER: ['name', ...['total', ...fundingPaths].map((source) => `declaredTotals.${source}`)],
  PROJECT: ['name', 'fundUser', ...fundingPaths.map((source) => `funding.${source}`), 'declaredTotal', 'goal', 'place'],
  INDICATOR: ['class', 'name', 'cycleTarget', 'annualTarget', 'place'],
} as const satisfies Record<string, readonly string[]>;

function prefixed(prefix: string, amounts: Funding | DeclaredTotals): Cells {
  const cells: Cells = {};
  if ('total' in amounts) cells[`${prefix}.total`] = amounts.total;
  cells[`${prefix}.fiscalAppropriation`] = amounts.fiscalAppropriation;
  cells[`${prefix}.specialAccount`] = amounts.specialAccount;
  cells[`${prefix}.other`] = amounts.other;
  return cells;
}
