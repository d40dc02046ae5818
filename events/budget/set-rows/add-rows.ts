import type { SourceOf, WantedRow, WholeRow } from '../budget.commands.js';
import type { BudgetEvent, IndicatorContent } from '../budget.events.js';
import { evolve, provisional } from '../budget.evolve.js';
import type { OpenBudgetState } from '../budget.state.js';
import type { Cells } from '../cells.js';
import { findFundUser, findIndicator, findProject, inForce, inRow } from '../editing.js';
import { addingProject } from '../first-content.js';
import { lineageOf } from '../lineage.js';
import { setFundUserCells, setIndicatorCells, setProjectCells } from './set-cells.js';
import { withItsRow } from './sources.js';
import { fundUserIn, indicatorIn, projectIn } from './whole-rows.js';

/** A row that shall be in the budget for the first time. */
interface NewRow {
  id: string;
  whole: WholeRow;
  /** The cells that it comes with. */
  first: Cells;
  /** Cells of other sources, each of which its own events set. */
  later: Cells[];
}

export interface AddedRows {
  ids: ReadonlySet<string>;
  /** By what they add, and what they set of it; rows come behind what they hang from. */
  events: Record<WholeRow['kind'], BudgetEvent[]>;
  /** With the rows. */
  state: OpenBudgetState;
}

/**
 * The events that add the rows that the budget never had. A project takes the indicators along that have its source.
 * @throws Refusal if a cell cannot hold what it shall, or a row would hang from one that is not there
 */
export function addRows(rows: ReadonlyMap<string, WantedRow>, sourceOf: SourceOf, before: OpenBudgetState): AddedRows {
  const stamp = provisional(before);
  const events: AddedRows['events'] = { FUND_USER: [], PROJECT: [], INDICATOR: [] };
  let state = before;
  const make = ({ id, whole }: NewRow, eventsOf: () => BudgetEvent[]) => {
    const made = inRow(id, eventsOf);
    events[whole.kind].push(...made);
    for (const event of made) state = evolve(state, event, stamp) as OpenBudgetState;
  };
  const all = newRows(rows, sourceOf, before);
  for (const row of all) {
    const { id, whole, first } = row;
    if (whole.kind !== 'FUND_USER') continue;
    make(row, () => [{ type: 'FundUserAdded', data: { ...fundUserIn(id, whole.place, first), ...lineageOf(whole) } }]);
  }
  const along = indicatorsByProject(all, sourceOf, before);
  for (const row of all) {
    const { id, whole, first } = row;
    if (whole.kind !== 'PROJECT') continue;
    make(row, () =>
      addingProject({ ...projectIn(id, first, state), indicators: along.get(id) ?? [], ...lineageOf(whole) }),
    );
  }
  for (const row of all) {
    const { id, whole, first } = row;
    if (whole.kind !== 'INDICATOR' || state.projectOfIndicator.has(id)) continue;
    const { projectId } = whole;
    make(row, () => {
      const project = findProject(state, projectId, []);
      inForce({ ...project, withdrawn: !(rows.get(projectId)?.inForce ?? !project.withdrawn) });
      const indicator = { ...indicatorIn(id, first, state), ...lineageOf(whole) };
      return [{ type: 'IndicatorAdded', data: { projectId, indicator } }];
    });
  }
  for (const row of all) {
    for (const cells of row.later) make(row, () => setLater(row, cells, state));
  }
  return { ids: new Set(all.map(({ id }) => id)), events, state };
}

function newRows(rows: ReadonlyMap<string, WantedRow>, sourceOf: SourceOf, before: OpenBudgetState): NewRow[] {
  return [...rows].flatMap(([id, { inForce: shall, cells, whole }]): NewRow[] => {
    if (whole === undefined || shall === false || hasHad(before, id)) return [];
    return [{ id, whole, ...withItsRow(id, cells, sourceOf) }];
  });
}

/** Whether the row is or was in the budget. */
export function hasHad({ fundUsers, projects, projectOfIndicator }: OpenBudgetState, id: string): boolean {
  return fundUsers.has(id) || projects.has(id) || projectOfIndicator.has(id);
}

/** Of each new project the new indicators that have its source. */
function indicatorsByProject(
  rows: readonly NewRow[],
  sourceOf: SourceOf,
  before: OpenBudgetState,
): Map<string, IndicatorContent[]> {
  const along = new Map<string, IndicatorContent[]>();
  for (const { id, whole } of rows) if (whole.kind === 'PROJECT') along.set(id, []);
  for (const { id, whole, first } of rows) {
    if (whole.kind !== 'INDICATOR' || sourceOf(id, null) !== sourceOf(whole.projectId, null)) continue;
    along.get(whole.projectId)?.push(inRow(id, () => ({ ...indicatorIn(id, first, before), ...lineageOf(whole) })));
  }
  return along;
}

function setLater({ id, whole }: NewRow, cells: Cells, state: OpenBudgetState): BudgetEvent[] {
  switch (whole.kind) {
    case 'FUND_USER':
      return setFundUserCells(findFundUser(state, id), cells);
    case 'PROJECT':
      return setProjectCells(findProject(state, id), cells, state);
    case 'INDICATOR':
      return setIndicatorCells(findIndicator(state, id), cells, state);
  }
}
