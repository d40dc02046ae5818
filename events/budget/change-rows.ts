/** The state with one of its rows changed: what the steps of `evolve` share. */
import type { IndicatorContent } from './budget.events.js';
import type { IndicatorState, OpenBudgetState, ProjectState, RowStamp } from './budget.state.js';
import { nameKey } from './budget.state.js';

export function newIndicator({ indicatorId: id, ...content }: IndicatorContent, stamp: RowStamp): IndicatorState {
  return { id, ...content, withdrawn: false, stamp };
}

export function changeFundUser(state: OpenBudgetState, id: string, change: object): OpenBudgetState {
  const fundUser = known(state.fundUsers.get(id), id);
  return { ...state, fundUsers: state.fundUsers.set(id, { ...fundUser, ...change }) };
}

export function changeProject(state: OpenBudgetState, id: string, change: Partial<ProjectState>): OpenBudgetState {
  const before = known(state.projects.get(id), id);
  return withProject(state, before, { ...before, ...change });
}

/** The project comes or goes with its indicators in force: their cells change with it, and so does their stamp. */
export function withIndicators(
  state: OpenBudgetState,
  id: string,
  change: Pick<ProjectState, 'withdrawn' | 'stamp'>,
): OpenBudgetState {
  const { stamp } = change;
  const { indicators } = known(state.projects.get(id), id);
  const stamped = indicators.map((indicator) => (indicator.withdrawn ? indicator : { ...indicator, stamp }));
  return changeProject(state, id, { ...change, indicators: stamped });
}

export function withProject(state: OpenBudgetState, before: ProjectState | null, after: ProjectState): OpenBudgetState {
  const held = (project: ProjectState | null) =>
    project === null || project.withdrawn ? null : nameKey(project.fundUserId, project.name);
  const left = held(before);
  const taken = held(after);
  let projectNames = state.projectNames;
  if (left !== taken) {
    if (left !== null) {
      const others = (projectNames.get(left) ?? []).filter((id) => id !== after.id);
      projectNames = others.length === 0 ? projectNames.delete(left) : projectNames.set(left, others);
    }
    if (taken !== null) projectNames = projectNames.set(taken, [...(projectNames.get(taken) ?? []), after.id]);
  }
  return { ...state, projectNames, projects: state.projects.set(after.id, after) };
}

export function changeIndicator(
  state: OpenBudgetState,
  at: { projectId: string; indicatorId: string },
  change: Partial<IndicatorState>,
): OpenBudgetState {
  const project = known(state.projects.get(at.projectId), at.projectId);
  const indicator = known(project.indicators.get(at.indicatorId), at.indicatorId);
  const indicators = project.indicators.set(at.indicatorId, { ...indicator, ...change });
  return { ...state, projects: state.projects.set(at.projectId, { ...project, indicators }) };
}

export function withLastPlace(state: OpenBudgetState, place: string): OpenBudgetState {
  const last = state.lastProjectPlace;
  return last !== null && last >= place ? state : { ...state, lastProjectPlace: place };
}

export function known<T>(row: T | undefined, id: string): T {
  if (row === undefined) throw new Error(`no row ${id} in this budget`);
  return row;
}
