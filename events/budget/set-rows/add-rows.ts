import type { WantedRow, WholeRow } from '../budget.commands.js';
import type { BudgetEvent, IndicatorContent } from '../budget.events.js';
import { evolve, provisional } from '../budget.evolve.js';
import type { OpenBudgetState } from '../budget.state.js';
import type { Cells } from '../cells.js';
import { findProject, checkInForce, inRow } from '../editing.js';
import { eventsAddingProject } from '../first-content.js';
import { lineageOf } from '../budget.state.js';
import { readFundUser, readIndicator, readProject } from './whole-rows.js';

/** A row that the budget never had and is to have now. */
interface NewRow {
  id: string;
  whole: WholeRow;
  cells: Cells;
}

export interface AddedRows {
  ids: ReadonlySet<string>;
  /** The events that add rows of each kind, with all their cells; a row comes after the one that it belongs to. */
  events: Record<WholeRow['kind'], BudgetEvent[]>;
  /** With the rows. */
  state: OpenBudgetState;
}

/**
 * The events that add the rows that the budget never had, as they are to be in the end: nobody is told of a value that a
 * row had on its way. New indicators of a new project are part of the event that adds it.
 * @throws Refusal if a cell cannot hold its value, or a row would belong to one that is not there
 */
export function addRows(rows: ReadonlyMap<string, WantedRow>, before: OpenBudgetState): AddedRows {
  const stamp = provisional(before);
  const events: AddedRows['events'] = { FUND_USER: [], PROJECT: [], INDICATOR: [] };
  let state = before;
  const make = ({ id, whole }: NewRow, eventsOf: () => BudgetEvent[]) => {
    const made = inRow(id, eventsOf);
    events[whole.kind].push(...made);
    for (const event of made) state = evolve(state, event, stamp) as OpenBudgetState;
  };
  const all = newRows(rows, before);
  for (const row of all) {
    const { id, whole, cells } = row;
    if (whole.kind !== 'FUND_USER') continue;
    make(row, () => [
      { type: 'FundUserAdded', data: { ...readFundUser(id, whole.place, cells), ...lineageOf(whole) } },
    ]);
  }
  const along = indicatorsByProject(all, before);
  for (const row of all) {
    const { id, whole, cells } = row;
    if (whole.kind !== 'PROJECT') continue;
    make(row, () =>
      eventsAddingProject({ ...readProject(id, cells, state), indicators: along.get(id) ?? [], ...lineageOf(whole) }),
    );
  }
  for (const row of all) {
    const { id, whole, cells } = row;
    if (whole.kind !== 'INDICATOR' || state.projectOfIndicator.has(id)) continue;
    const { projectId } = whole;
    make(row, () => {
      const project = findProject(state, projectId, []);
      checkInForce({ ...project, withdrawn: !(rows.get(projectId)?.inForce ?? !project.withdrawn) });
      const indicator = { ...readIndicator(id, cells, state), ...lineageOf(whole) };
      return [{ type: 'IndicatorAdded', data: { projectId, indicator } }];
    });
  }
  return { ids: new Set(all.map(({ id }) => id)), events, state };
}

function newRows(rows: ReadonlyMap<string, WantedRow>, before: OpenBudgetState): NewRow[] {
  return [...rows].flatMap(([id, { inForce: shall, cells, whole }]): NewRow[] => {
    if (whole === undefined || shall === false || hasHad(before, id)) return [];
    return [{ id, whole, cells }];
  });
}

/** Whether the row is or was in the budget. */
export function hasHad({ fundUsers, projects, projectOfIndicator }: OpenBudgetState, id: string): boolean {
  return fundUsers.has(id) || projects.has(id) || projectOfIndicator.has(id);
}

function indicatorsByProject(rows: readonly NewRow[], before: OpenBudgetState): Map<string, IndicatorContent[]> {
  const along = new Map<string, IndicatorContent[]>();
  for (const { id, whole } of rows) if (whole.kind === 'PROJECT') along.set(id, []);
  for (const { id, whole, cells } of rows) {
    if (whole.kind !== 'INDICATOR') continue;
    along.get(whole.projectId)?.push(inRow(id, () => ({ ...readIndicator(id, cells, before), ...lineageOf(whole) })));
  }
  return along;
}
