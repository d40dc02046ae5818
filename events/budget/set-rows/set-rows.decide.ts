import { addRows, hasHad } from './add-rows.js';
import type { SetRows, WantedRow } from '../budget.commands.js';
import type { BudgetEvent } from '../budget.events.js';
import { evolve, provisional } from '../budget.evolve.js';
import type { OpenBudgetState, RowStamp } from '../budget.state.js';
import type { Cells, EntityKind } from '../cells.js';
import { budgetCells, fundUserCells, indicatorCells, projectCells } from '../cells.js';
import { findIndicator, checkInForce, inRow, checkUnchangedSince } from '../editing.js';
import { checkAll } from '../../refusals.js';
import { setBudgetCells, setFundUserCells, setIndicatorCells, setProjectCells } from './set-cells.js';
import { checkTable } from './table.rules.js';

export type RowsToSet = Pick<SetRows, 'rows' | 'expectedVersion'>;

/**
 * The fewest events that make the rows as they shall be. A row is added with all its cells, after the row that it belongs
 * to; it is restored before its cells are set, and withdrawn after the rows that belong to it. So the history of cells
 * sees every change of a row while the row is in the table.
 * @throws Refusal if the table would break a rule, or for each row that would change and was changed after the expected
 *   version; its path is `rows`, the row's id and the cell where one is at fault
 */
export function setRows(command: RowsToSet, before: OpenBudgetState): BudgetEvent[] {
  const { rows, expectedVersion } = command;
  const added = addRows(rows, before);
  const set: Record<EntityKind, BudgetEvent[]> = { ...added.events, BUDGET: [] };
  const withdrawn: Record<EntityKind, BudgetEvent[]> = { FUND_USER: [], PROJECT: [], INDICATOR: [], BUDGET: [] };
  const setRow = (id: string, wanted: WantedRow) => {
    const row = rowOf(id, added.state, rows);
    const steps = stepsTo(wanted, row);
    set[row.kind].push(...steps.set);
    withdrawn[row.kind].push(...steps.withdrawn);
    if (steps.set.length + steps.withdrawn.length > 0)
      checkUnchangedSince({ expectedVersion, before }, row, row.stamp, row.cells);
    if (steps.withdrawn.length === 0) return;
    for (const taken of row.takesAlong())
      checkUnchangedSince({ expectedVersion, before }, taken, taken.stamp, taken.cells);
  };
  checkAll((part) => {
    const setIn = (id: string, wanted: WantedRow) =>
      part(() => {
        inRow(id, () => {
          setRow(id, wanted);
        });
      });
    for (const [id, wanted] of rows) {
      if (!added.ids.has(id) && !isNone(id, wanted, before)) setIn(id, wanted);
      for (const other of othersOf(id, wanted, rows, before)) setIn(other, gone);
    }
    return () => undefined;
  });
  const events = [
    set.FUND_USER,
    set.PROJECT,
    set.INDICATOR,
    withdrawn.INDICATOR,
    withdrawn.PROJECT,
    withdrawn.FUND_USER,
    set.BUDGET,
  ].flat();
  const stamp = provisional(before);
  checkTable(
    events,
    events.reduce((state, event) => evolve(state, event, stamp) as OpenBudgetState, before),
  );
  return events;
}

const gone: WantedRow = { inForce: false, cells: {} };

/** Whether the budget never had the row and is not to have it: there is nothing to do. */
function isNone(id: string, { inForce: shall, whole }: WantedRow, before: OpenBudgetState): boolean {
  return shall === false && whole !== undefined && !hasHad(before, id);
}

/** The indicators that a project has to lose, because it is given whole and they are not given with it. */
function othersOf(id: string, { inForce: shall, whole }: WantedRow, rows: SetRows['rows'], before: OpenBudgetState) {
  if (whole?.kind !== 'PROJECT' || shall === false) return [];
  const indicators = before.projects.get(id)?.indicators.keys() ?? [];
  return [...indicators].filter((indicatorId) => !rows.has(indicatorId)).sort();
}

interface Named {
  id: string;
  name: string;
  stamp: RowStamp;
  /** As they are now. */
  cells: () => Cells;
}

/** A row as it is, and the events that could change it. */
interface Row extends Named {
  kind: EntityKind;
  withdrawn: boolean;
  restores: () => BudgetEvent[];
  withdraws: () => BudgetEvent[];
  revises: (cells: Cells) => BudgetEvent[];
  /** Rows that leave the table with it. */
  takesAlong: () => Iterable<Named>;
}

interface Steps {
  set: BudgetEvent[];
  withdrawn: BudgetEvent[];
}

function stepsTo({ inForce: shall, cells }: WantedRow, row: Row): Steps {
  if (shall === false) return { set: [], withdrawn: row.withdrawn ? [] : row.withdraws() };
  const revised = row.revises(cells);
  if (shall === true && row.withdrawn) return { set: [...row.restores(), ...revised], withdrawn: [] };
  if (revised.length > 0) checkInForce(row);
  return { set: revised, withdrawn: [] };
}

function rowOf(id: string, before: OpenBudgetState, rows: SetRows['rows']): Row {
  if (id === before.budgetId) return budgetRow(before);
  const fundUser = before.fundUsers.get(id);
  if (fundUser !== undefined) {
    const { name, stamp, withdrawn } = fundUser;
    return {
      kind: 'FUND_USER',
      id,
      name,
      stamp,
      withdrawn,
      takesAlong: () => [],
      cells: () => fundUserCells(fundUser),
      restores: () => [{ type: 'FundUserRestored', data: { fundUserId: id } }],
      withdraws: () => [{ type: 'FundUserWithdrawn', data: { fundUserId: id } }],
      revises: (cells) => setFundUserCells(fundUser, cells),
    };
  }
  const project = before.projects.get(id);
  if (project !== undefined) {
    const { name, stamp, withdrawn } = project;
    return {
      kind: 'PROJECT',
      id,
      name,
      stamp,
      withdrawn,
      cells: () => projectCells(project),
      takesAlong: () => project.indicators.toList().map((row) => ({ ...row, cells: () => indicatorCells(row) })),
      restores: () => [{ type: 'ProjectRestored', data: { projectId: id } }],
      withdraws: () => [{ type: 'ProjectWithdrawn', data: { projectId: id } }],
      revises: (cells) => setProjectCells(project, cells, before),
    };
  }
  return indicatorRow(id, before, rows);
}

function indicatorRow(id: string, before: OpenBudgetState, rows: SetRows['rows']): Row {
  const { project, indicator } = findIndicator(before, id, []);
  const { name, stamp, withdrawn } = indicator;
  const at = { projectId: project.id, indicatorId: id };
  const projectStands = rows.get(project.id)?.inForce ?? !project.withdrawn;
  return {
    kind: 'INDICATOR',
    id,
    name,
    stamp,
    withdrawn,
    takesAlong: () => [],
    cells: () => indicatorCells(indicator),
    restores: () => [{ type: 'IndicatorRestored', data: at }],
    // If its project goes, the indicator leaves the table with it and comes back with it: no event of its own.
    withdraws: () => (projectStands ? [{ type: 'IndicatorWithdrawn', data: at }] : []),
    revises(cells) {
      const events = setIndicatorCells({ project, indicator }, cells, before);
      const shallStand = rows.get(id)?.inForce === true || events.length > 0;
      if (shallStand) checkInForce({ ...project, withdrawn: !projectStands });
      return events;
    },
  };
}

function budgetRow(before: OpenBudgetState): Row {
  const { budgetId: id, name, stamp } = before;
  return {
    kind: 'BUDGET',
    id,
    name,
    stamp,
    withdrawn: false,
    takesAlong: () => [],
    cells: () => budgetCells(before),
    restores: () => [],
    withdraws: () => [],
    revises: (cells) => setBudgetCells(before, cells),
  };
}
