import type { TextKind } from '../../text.js';
import { checkText } from '../../text.js';
import { declaredTotalCells, projectAmountCells, readChanged } from '../amounts.js';
import type { BudgetEvent } from '../budget.events.js';
import type { FundUserState, OpenBudgetState, ProjectState } from '../budget.state.js';
import type { Cells } from '../cells.js';
import { declaredPath, fundingPath } from '../cells.js';
import type { FoundIndicator } from '../editing.js';
import { findFundUser } from '../editing.js';
import { checkClass } from '../indicator.rules.js';

/**
 * The events that set cells of a row, which are given by path: one event for each of its types that has something to
 * change. Checks each value by itself; whether the rows fit together is checked in `table.rules.ts`.
 * @throws Refusal with the path of the cell
 */
export function setFundUserCells(row: FundUserState, cells: Cells): BudgetEvent[] {
  const fundUserId = row.id;
  const events: BudgetEvent[] = [];
  const name = changedText('name', cells, 'name', row.name);
  if (name !== null) events.push({ type: 'FundUserRenamed', data: { fundUserId, name } });
  const given = amountsAt(declaredTotalCells, (cell) => cells[declaredPath(cell)]);
  const declared = readChanged(declaredTotalCells, given, row.declared, ['declaredTotals']);
  if (!isEmpty(declared)) events.push({ type: 'DeclaredTotalsRevised', data: { fundUserId, declared } });
  return events;
}

export function setProjectCells(row: ProjectState, cells: Cells, state: OpenBudgetState): BudgetEvent[] {
  const projectId = row.id;
  const events: BudgetEvent[] = [];
  const { fundUser, place } = cells;
  if (fundUser !== undefined && fundUser !== row.fundUserId) {
    const { id: fundUserId } = findFundUser(state, fundUser ?? '', ['fundUser']);
    events.push({ type: 'ProjectAssignedToFundUser', data: { projectId, fundUserId } });
  }
  const name = changedText('name', cells, 'name', row.name);
  if (name !== null) events.push({ type: 'ProjectRenamed', data: { projectId, name } });
  const given = amountsAt(projectAmountCells, (cell) => cells[fundingPath(cell)]);
  const before = { ...row.funding, declaredTotal: row.declaredTotal };
  const funding = readChanged(projectAmountCells, given, before, ['funding']);
  if (!isEmpty(funding)) events.push({ type: 'ProjectFundingRevised', data: { projectId, funding } });
  const goal = changedText('goal', cells, 'goal', row.goal);
  if (goal !== null) events.push({ type: 'ProjectGoalRevised', data: { projectId, goal } });
  if (isOther(place, row.place)) events.push({ type: 'ProjectMoved', data: { projectId, place } });
  return events;
}

export function setIndicatorCells(
  { project, indicator }: FoundIndicator,
  cells: Cells,
  state: OpenBudgetState,
): BudgetEvent[] {
  const at = { projectId: project.id, indicatorId: indicator.id };
  const events: BudgetEvent[] = [];
  const { class: level2, place } = cells;
  if (isOther(level2, indicator.level2)) {
    events.push({ type: 'IndicatorReclassified', data: { ...at, level2: checkClass(state, level2, ['class']) } });
  }
  const name = changedText('name', cells, 'name', indicator.name);
  if (name !== null) events.push({ type: 'IndicatorRenamed', data: { ...at, name } });
  const targets: Partial<{ cycleTarget: string; annualTarget: string }> = {};
  for (const cell of ['cycleTarget', 'annualTarget'] as const) {
    const text = changedText('target', cells, cell, indicator[cell]);
    if (text !== null) targets[cell] = text;
  }
  if (!isEmpty(targets)) events.push({ type: 'IndicatorTargetsRevised', data: { ...at, targets } });
  if (isOther(place, indicator.place)) events.push({ type: 'IndicatorMoved', data: { ...at, place } });
  return events;
}

export function setBudgetCells(budget: OpenBudgetState, cells: Cells): BudgetEvent[] {
  const name = changedText('name', cells, 'name', budget.name);
  return name === null ? [] : [{ type: 'BudgetRenamed', data: { name } }];
}

/** The text that the cell is to have; null: no change. A blank text is empty. */
function changedText(kind: TextKind, cells: Cells, path: string, before: string): string | null {
  const given = cells[path];
  if (given === undefined || (given ?? '') === before) return null;
  return checkText(kind, given ?? '', [path]);
}

/** Classes and places are never blank. */
function isOther(given: string | null | undefined, before: string): given is string {
  return typeof given === 'string' && given !== before;
}

function amountsAt<Cell extends string>(cells: readonly Cell[], at: (cell: Cell) => string | null | undefined) {
  const given = cells.flatMap((cell): [Cell, string | null][] => {
    const amount = at(cell);
    return amount === undefined ? [] : [[cell, amount]];
  });
  return Object.fromEntries(given) as Partial<Record<Cell, string | null>>;
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0;
}
