import type { OpenBudgetState } from '../../../events/budget/budget.state.js';

interface Placed {
  id: string;
  place: string;
  withdrawn: boolean;
}

/** The ids of a fund user's projects in force, as a printed table has them. */
export function projectsInOrder(state: OpenBudgetState, fundUserId: string): string[] {
  return inOrder([...state.projects.values()].filter((row) => row.fundUserId === fundUserId));
}

/** The ids of a project's indicators in force, as a printed table has them. */
export function indicatorsInOrder(state: OpenBudgetState, projectId: string): string[] {
  return inOrder([...(state.projects.get(projectId)?.indicators.values() ?? [])]);
}

function inOrder(rows: Placed[]): string[] {
  const keys = new Map(rows.filter(({ withdrawn }) => !withdrawn).map(({ id, place }) => [`${place} ${id}`, id]));
  return [...keys.keys()].sort().map((key) => keys.get(key) ?? '');
}
