import type { BudgetEvent, IndicatorContent, ProjectAdded } from './budget.events.js';
import type { Cells } from './cells.js';
import { fundUserCells, indicatorCells, projectCells } from './cells.js';

/** A cell of a row; path null: that the row is in the table, or out of it. */
export interface CellOfRow {
  rowId: string;
  path: string | null;
}

/**
 * The cells that an event sets, the row first where it adds, withdraws or restores one. Of an added row those that are
 * not blank. A withdrawn or restored row stands for its cells and for what hangs from it.
 */
export function cellsSetBy({ type, data }: BudgetEvent, budgetId: string): CellOfRow[] {
  switch (type) {
    case 'BudgetOpened':
      return added(budgetId, { name: data.name });
    case 'BudgetRenamed':
      return at(budgetId, 'name');
    case 'FundUserAdded':
      return added(data.fundUserId, fundUserCells(data));
    case 'FundUserRenamed':
      return at(data.fundUserId, 'name');
    case 'FundUserWithdrawn':
    case 'FundUserRestored':
      return at(data.fundUserId, null);
    case 'DeclaredTotalsRevised':
      return at(data.fundUserId, ...Object.keys(data.declared).map((source) => `declaredTotals.${source}`));
    case 'ProjectAdded':
      return projectAdded(data);
    case 'ProjectRenamed':
      return at(data.projectId, 'name');
    case 'ProjectAssignedToFundUser':
      return at(data.projectId, 'fundUser');
    case 'ProjectMoved':
      return at(data.projectId, 'place');
    case 'ProjectFundingRevised': {
      const pathOf = (cell: string) => (cell === 'declaredTotal' ? cell : `funding.${cell}`);
      return at(data.projectId, ...Object.keys(data.funding).map(pathOf));
    }
    case 'ProjectGoalRevised':
      return at(data.projectId, 'goal');
    case 'ProjectWithdrawn':
    case 'ProjectRestored':
      return at(data.projectId, null);
    case 'IndicatorAdded':
      return indicatorAdded(data.indicator);
    case 'IndicatorRenamed':
      return at(data.indicatorId, 'name');
    case 'IndicatorReclassified':
      return at(data.indicatorId, 'class');
    case 'IndicatorTargetsRevised':
      return at(data.indicatorId, ...Object.keys(data.targets));
    case 'IndicatorMoved':
      return at(data.indicatorId, 'place');
    case 'IndicatorWithdrawn':
    case 'IndicatorRestored':
      return at(data.indicatorId, null);
    case 'ControlNumberIssued':
    case 'VersionSealed':
    case 'SealWithdrawn':
    case 'SaveAnnotated':
    case 'DraftOpened':
    case 'DraftSubmitted':
    case 'DraftReturned':
    case 'DraftApproved':
    case 'DraftRefreshed':
    case 'DraftDiscarded':
    case 'DraftPromoted':
      return [];
    default: {
      const unknown: never = type;
      throw new TypeError(`unknown event ${String(unknown)}`);
    }
  }
}

function at(rowId: string, ...paths: (string | null)[]): CellOfRow[] {
  return paths.map((path) => ({ rowId, path }));
}

function added(rowId: string, cells: Cells): CellOfRow[] {
  const paths = Object.keys(cells).filter((path) => (cells[path] ?? '') !== '');
  return at(rowId, null, ...paths);
}

function projectAdded(data: ProjectAdded): CellOfRow[] {
  return [...added(data.projectId, projectCells(data)), ...data.indicators.flatMap(indicatorAdded)];
}

function indicatorAdded(indicator: IndicatorContent): CellOfRow[] {
  return added(indicator.indicatorId, indicatorCells(indicator));
}
