import type { DeclaredTotals, Funding } from './budget.events.js';
import type { FundUserState, IndicatorState, OpenBudgetState, ProjectState } from './budget.state.js';

/**
 * A row's own cells (单元格) by path: what edits change, and what blame tells the last change of. null: blank. Totals,
 * readings of targets and ordinals are derived, so they are no cells. A text that is empty is a blank cell.
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
    declaredTotal: row.declaredTotal,
    ...amountsAt(fundingPath, row.funding),
    goal: textIn(row.goal),
    place: row.place,
  };
}

type IndicatorCells = Pick<IndicatorState, 'level2' | 'name' | 'cycleTarget' | 'annualTarget' | 'place'>;

export function indicatorCells(row: IndicatorCells): Cells {
  return {
    class: row.level2,
    name: row.name,
    cycleTarget: textIn(row.cycleTarget),
    annualTarget: textIn(row.annualTarget),
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

/** The paths of every kind of row in the order of the printed table's columns, which is that of the functions above. */
export const cellPaths = {
  BUDGET: ['name'],
  FUND_USER: ['name', ...['total', ...sources].map(declaredPath)],
  PROJECT: ['name', 'fundUser', ...['declaredTotal', ...sources].map(fundingPath), 'goal', 'place'],
  INDICATOR: ['class', 'name', 'cycleTarget', 'annualTarget', 'place'],
} as const satisfies Record<string, readonly string[]>;

export type EntityKind = keyof typeof cellPaths;

/** The texts of events and documents are never null; what is empty there is blank in the table. */
function textIn(text: string): string | null {
  return text === '' ? null : text;
}

function amountsAt(pathOf: (amount: string) => string, amounts: Funding | DeclaredTotals): Cells {
  const cells: Cells = {};
  if ('total' in amounts) cells[pathOf('total')] = amounts.total;
  cells[pathOf('fiscalAppropriation')] = amounts.fiscalAppropriation;
  cells[pathOf('specialAccount')] = amounts.specialAccount;
  cells[pathOf('other')] = amounts.other;
  return cells;
}
