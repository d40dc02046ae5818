import type { IndicatorState } from '../events/budget/budget.state.js';
import type { Cells } from '../events/budget/cells.js';
import { budgetCells, fundUserCells, indicatorCells, projectCells } from '../events/budget/cells.js';
import type { EntityKind } from './rows.js';

/** A row as the table shows it. It is read from a folded state and from a content document alike. */
export interface TableRow {
  /** The project that the row is or belongs to; null for budgets and fund users. */
  projectId: string | null;
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  cells: Cells;
}

interface Identified {
  id: string;
  name: string;
}

export function budgetRow({ id, name }: Identified): TableRow {
  return { projectId: null, entityId: id, entityKind: 'BUDGET', entityName: name, cells: budgetCells({ name }) };
}

export function fundUserRow(row: Identified & Parameters<typeof fundUserCells>[0]): TableRow {
  const { id: entityId, name: entityName } = row;
  return { projectId: null, entityId, entityKind: 'FUND_USER', entityName, cells: fundUserCells(row) };
}

export function projectRow(row: Identified & Parameters<typeof projectCells>[0]): TableRow {
  const { id, name: entityName } = row;
  return { projectId: id, entityId: id, entityKind: 'PROJECT', entityName, cells: projectCells(row) };
}

export function indicatorRow(projectId: string, row: Omit<IndicatorState, 'stamp' | 'withdrawn'>): TableRow {
  const { id: entityId, name: entityName } = row;
  return { projectId, entityId, entityKind: 'INDICATOR', entityName, cells: indicatorCells(row) };
}
