import type { BudgetEvent } from '../events/budget/budget.events.js';
import type { BudgetState, OpenBudgetState } from '../events/budget/budget.state.js';
import { touchOf } from '../events/budget/touches.js';
import { projectKeyIn } from './row-versions.js';

/** Ids of the rows of which a save makes a new version. */
export interface Touched {
  fundUsers: ReadonlySet<string>;
  /** Also those of which only an indicator changed, because it is part of their document. */
  projects: ReadonlySet<string>;
  indicators: ReadonlySet<string>;
}

export function touchedBy(events: readonly BudgetEvent[], before: BudgetState, after: OpenBudgetState): Touched {
  const fundUsers = new Set<string>();
  const projects = new Set<string>();
  const indicators = new Set<string>();
  const comingOrGoing = new Set<string>();
  for (const event of events) {
    const touch = touchOf(event, after.budgetId);
    if (touch === null) continue;
    const { row, change } = touch;
    if (row.kind === 'FUND_USER') fundUsers.add(row.id);
    if (row.kind === 'PROJECT') projects.add(row.id);
    if (row.kind === 'PROJECT' && change !== 'REVISED') comingOrGoing.add(row.id);
    if (row.kind === 'INDICATOR') {
      projects.add(row.projectId);
      indicators.add(row.id);
    }
  }
  for (const id of projects) {
    // One that went and came back within the save stands where it stood, and its indicators were changed all the same.
    if (comingOrGoing.has(id) || standsElsewhere(id, before, after)) {
      for (const indicatorId of after.projects.get(id)?.indicators.keys() ?? []) indicators.add(indicatorId);
    }
  }
  return { fundUsers, projects, indicators };
}

/** Whether the project has another place in the table, and its indicators with it. */
function standsElsewhere(id: string, before: BudgetState, after: OpenBudgetState): boolean {
  const was = before.status === 'open' ? before.projects.get(id) : undefined;
  const is = after.projects.get(id);
  if (before.status !== 'open' || was === undefined || is === undefined) return true;
  return projectKeyIn(before, was) !== projectKeyIn(after, is);
}
