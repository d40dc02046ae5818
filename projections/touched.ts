import type { BudgetEvent } from '../events/budget/budget.events.js';
import type { BudgetState, OpenBudgetState } from '../events/budget/budget.state.js';
import { touchOf } from '../events/budget/touches.js';
import { projectKeyIn } from './row-versions.js';

/** Ids of the rows that a save's events bear on. */
export interface Touched {
  fundUsers: ReadonlySet<string>;
  /** Also those of which an indicator changed: their document did. */
  projects: ReadonlySet<string>;
  indicators: ReadonlySet<string>;
}

export function touchedBy(events: readonly BudgetEvent[], before: BudgetState, after: OpenBudgetState): Touched {
  const fundUsers = new Set<string>();
  const projects = new Set<string>();
  const indicators = new Set<string>();
  for (const event of events) {
    const row = touchOf(event, after.budgetId)?.row;
    if (row?.kind === 'FUND_USER') fundUsers.add(row.id);
    if (row?.kind === 'PROJECT') projects.add(row.id);
    if (row?.kind === 'INDICATOR') {
      projects.add(row.projectId);
      indicators.add(row.id);
    }
  }
  for (const id of projects) {
    if (standsElsewhere(id, before, after)) {
      for (const indicatorId of after.projects.get(id)?.indicators.keys() ?? []) indicators.add(indicatorId);
    }
  }
  return { fundUsers, projects, indicators };
}

/** New, moved, withdrawn or restored: then its indicators' rows stand elsewhere, too. */
function standsElsewhere(id: string, before: BudgetState, after: OpenBudgetState): boolean {
  const was = before.status === 'open' ? before.projects.get(id) : undefined;
  const is = after.projects.get(id);
  if (before.status !== 'open' || was === undefined || is === undefined) return true;
  return was.withdrawn !== is.withdrawn || projectKeyIn(before, was) !== projectKeyIn(after, is);
}
