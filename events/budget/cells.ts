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
  return { name: row.name, ...amountsAt(declaredPath, row.declared) };
}

type ProjectCells = Pick<ProjectState, 'name' | 'fundUserId' | 'funding' | 'declaredTotal' | 'goal' | 'place'>;

export function projectCells(row: ProjectCells): Cells {
  return {
    name: row.name,
    fundUser: row.fundUserId,
    ...amountsAt(fundingPath, row.funding),
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

/** Of a fund user's declared amount. */
export function declaredPath(amount: string): string {
  return `declaredTotals.${amount}`;
}

/** Of a project's amount, whose declared total stands beside its funding. */
export function fundingPath(amount: string): string {
  return amount === 'declaredTotal' ? amount : `funding.${amount}`;
}

const sources = ['fiscalAppropriation', 'specialAccount', 'other'];

/** The paths of every kind of row, in the order in which the functions above give them. */
export const cellPaths = {
  BUDGET: ['name'],
  FUND_USER: ['name', ...['total', ...sources].map(declaredPath)],
  PROJECT: ['name', 'fundUser', ...[...sources, 'declaredTotal'].map(fundingPath), 'goal', 'place'],
  INDICATOR: ['class', 'name', 'cycleTarget', 'annualTarget', 'place'],
} as const satisfies Record<string, readonly string[]>;

export type EntityKind = keyof typeof cellPaths;

function amountsAt(pathOf: (amount: string) => string, amounts: Funding | DeclaredTotals): Cells {
  const cells: Cells = {};
  if ('total' in amounts) cells[pathOf('total')] = amounts.total;
  cells[pathOf('fiscalAppropriation')] = amounts.fiscalAppropriation;
  cells[pathOf('specialAccount')] = amounts.specialAccount;
  cells[pathOf('other')] = amounts.other;
  return cells;
}
