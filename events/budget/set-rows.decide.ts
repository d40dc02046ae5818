import { Refusal } from '../refusal.js';
import type { SetRows, WantedRow } from './budget.commands.js';
import type { BudgetEvent } from './budget.events.js';
import { evolve, provisional } from './budget.evolve.js';
import type { OpenBudgetState, RowStamp } from './budget.state.js';
import type { Cells } from './cells.js';
import { budgetCells, fundUserCells, indicatorCells, projectCells } from './cells.js';
import { findIndicator, inForce, unchangedSince } from './editing.js';
import { setBudgetCells, setFundUserCells, setIndicatorCells, setProjectCells } from './set-cells.js';
import { checkTable } from './table.rules.js';

/**
 * The fewest events that make the rows as they shall be. A row comes back before its cells are set, and goes after what
 * hangs from it, so that the history of cells sees every change of a row while the row is in the table.
 * @throws Refusal if the table would break a rule, or a row that would change was changed after the expected version;
 *   its path is `rows`, the row's id and the cell where one is at fault
 */
export function setRows({ rows, expectedVersion }: SetRows, before: OpenBudgetState): BudgetEvent[] {
  const set: Record<Kind, BudgetEvent[]> = { fundUser: [], project: [], indicator: [], budget: [] };
  const withdrawn: Record<Kind, BudgetEvent[]> = { fundUser: [], project: [], indicator: [], budget: [] };
  for (const [id, wanted] of rows) {
    try {
      const row = rowOf(id, before, rows);
      const steps = stepsTo(wanted, row);
      set[row.kind].push(...steps.set);
      withdrawn[row.kind].push(...steps.withdrawn);
      if (steps.set.length + steps.withdrawn.length > 0) unchangedSince({ expectedVersion }, row, row.stamp, row.cells);
      if (steps.withdrawn.length > 0) {
        for (const taken of row.takesAlong()) unchangedSince({ expectedVersion }, taken, taken.stamp, taken.cells);
      }
    } catch (error) {
      throw error instanceof Refusal ? error.within('rows', id) : error;
    }
  }
  const events = [
    ...[set.fundUser, set.project, set.indicator],
    ...[withdrawn.indicator, withdrawn.project, withdrawn.fundUser, set.budget],
  ].flat();
  const stamp = provisional(before);
  checkTable(
    events,
    events.reduce((state, event) => evolve(state, event, stamp) as OpenBudgetState, before),
  );
  return events;
}

type Kind = 'budget' | 'fundUser' | 'project' | 'indicator';

interface Named {
  id: string;
  name: string;
  stamp: RowStamp;
  /** As they are now. */
  cells: () => Cells;
}

/** A row as it is, and the events that could change it. */
interface Row extends Named {
  kind: Kind;
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
  if (revised.length > 0) inForce(row);
  return { set: revised, withdrawn: [] };
}

function rowOf(id: string, before: OpenBudgetState, rows: SetRows['rows']): Row {
  if (id === before.budgetId) return budgetRow(before);
  const fundUser = before.fundUsers.get(id);
  if (fundUser !== undefined) {
    const { name, stamp, withdrawn } = fundUser;
    return {
      ...{ kind: 'fundUser', id, name, stamp, withdrawn, takesAlong: () => [], cells: () => fundUserCells(fundUser) },
      restores: () => [{ type: 'FundUserRestored', data: { fundUserId: id } }],
      withdraws: () => [{ type: 'FundUserWithdrawn', data: { fundUserId: id } }],
      revises: (cells) => setFundUserCells(fundUser, cells),
    };
  }
  const project = before.projects.get(id);
  if (project !== undefined) {
    const { name, stamp, withdrawn } = project;
    return {
      ...{ kind: 'project', id, name, stamp, withdrawn, cells: () => projectCells(project) },
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
    ...{ kind: 'indicator', id, name, stamp, withdrawn, takesAlong: () => [], cells: () => indicatorCells(indicator) },
    restores: () => [{ type: 'IndicatorRestored', data: at }],
    // With its project it is out of the table as it is, and it comes back with it.
    withdraws: () => (projectStands ? [{ type: 'IndicatorWithdrawn', data: at }] : []),
    revises(cells) {
      const events = setIndicatorCells({ project, indicator }, cells, before);
      const shallStand = rows.get(id)?.inForce === true || events.length > 0;
      if (shallStand) inForce({ ...project, withdrawn: !projectStands });
      return events;
    },
  };
}

function budgetRow(before: OpenBudgetState): Row {
  const { budgetId: id, name, stamp } = before;
  return {
    ...{ kind: 'budget', id, name, stamp, withdrawn: false, takesAlong: () => [], cells: () => budgetCells(before) },
    ...{ restores: () => [], withdraws: () => [], revises: (cells) => setBudgetCells(before, cells) },
  };
}
