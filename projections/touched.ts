import type { BudgetState, OpenBudgetState } from '../events/budget/budget.state.js';
import type { RecordedEvent } from '../events/upcast.js';
import { projectKeyIn } from './row-versions.js';

/** Ids of the rows that a save's events bear on. */
export interface Touched {
  fundUsers: ReadonlySet<string>;
  /** Also those of which an indicator changed: their document did. */
  projects: ReadonlySet<string>;
  indicators: ReadonlySet<string>;
}

export function touchedBy(events: readonly RecordedEvent[], before: BudgetState, after: OpenBudgetState): Touched {
  const fundUsers = new Set<string>();
  const projects = new Set<string>();
  const indicators = new Set<string>();
  for (const { type, data } of events) {
    if ('projectId' in data) projects.add(data.projectId);
    else if ('fundUserId' in data) fundUsers.add(data.fundUserId);
    if ('indicatorId' in data) indicators.add(data.indicatorId);
    if (type === 'IndicatorAdded') indicators.add(data.indicator.indicatorId);
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
