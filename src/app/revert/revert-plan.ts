import type { SetRows, WantedRow } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import type { BudgetState, OpenBudgetState, RowStamp } from '../../../events/budget/budget.state.js';
import type { Cells } from '../../../events/budget/cells.js';
import { budgetCells, fundUserCells, indicatorCells, projectCells } from '../../../events/budget/cells.js';
import { checkUnchangedSince } from '../../../events/budget/editing.js';
import type { TableOf } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import { PlanOutdated } from '../plan.js';

/** By id of the row. */
export type WantedRows = ReadonlyMap<string, WantedRow>;

/** What a revert sets, planned on what the read model shows. */
export interface RevertPlan {
  table: TableOf;
  /** The version of the table that the plan was made on. */
  version: number;
  /** How the rows are to stand. The state only tells which rows there are. */
  rows: (state: OpenBudgetState) => WantedRows;
  /** Ids of the rows that must be as they were at that version; `TABLE`: all of them. */
  restsOn: 'TABLE' | Iterable<string>;
}

/** Decides the plan on the table's newest state, which others may have edited since. @throws Refusal, PlanOutdated */
export function decideRevert(
  plan: RevertPlan,
  asked: Pick<SetRows, 'by' | 'expectedVersion' | 'voidsReview'>,
  state: BudgetState,
): BudgetEvent[] {
  const { budgetId } = plan.table;
  const open = state.status === 'open' ? state : null;
  if (open !== null) checkCurrent(plan, open);
  const rows = open === null ? new Map<string, WantedRow>() : plan.rows(open);
  return decide({ type: 'SetRows', ...asked, budgetId, rows }, state);
}

/** @throws PlanOutdated if a row that the plan rests on was changed after the version that it was made on */
export function checkCurrent({ version, restsOn }: RevertPlan, state: OpenBudgetState): void {
  if (state.version <= version) return;
  try {
    for (const row of restsOn === 'TABLE' ? everyRow(state) : rowsOf(restsOn, state)) {
      checkUnchangedSince({ expectedVersion: version, before: state }, row, row.stamp, row.cells);
    }
  } catch (error) {
    throw error instanceof Refusal ? new PlanOutdated(error) : error;
  }
}

interface Row {
  id: string;
  name: string;
  stamp: RowStamp;
  cells: () => Cells;
}

function* everyRow(state: OpenBudgetState): Generator<Row> {
  yield* rowsOf([state.budgetId, ...state.fundUsers.keys(), ...state.projects.keys()], state);
}

/** The rows with these ids; a project with its indicators. */
function* rowsOf(ids: Iterable<string>, state: OpenBudgetState): Generator<Row> {
  for (const id of ids) {
    if (id === state.budgetId) yield { ...state, id, cells: () => budgetCells(state) };
    const fundUser = state.fundUsers.get(id);
    if (fundUser !== undefined) yield { ...fundUser, cells: () => fundUserCells(fundUser) };
    const project = state.projects.get(id);
    if (project !== undefined) yield { ...project, cells: () => projectCells(project) };
    const owner = project ?? state.projects.get(state.projectOfIndicator.get(id) ?? '');
    for (const indicator of owner?.indicators.values() ?? []) {
      if (project !== undefined || indicator.id === id) {
        yield { ...indicator, cells: () => indicatorCells(indicator) };
      }
    }
  }
}
