import { Map, OrderedMap, Set } from 'immutable';
import type { BudgetState, OpenBudgetState, ProjectState, SealState } from './budget.state.js';
import type { DraftState } from '../draft/draft.state.js';
import { absentBudget, nameKey } from './budget.state.js';

/** Changes whenever the state's shape or meaning does; a snapshot of another format is not read but made anew. */
export const snapshotFormat = 7;

/** The state as JSON text: what a cold command reads instead of the whole stream. Derived, and may be lost. */
export function toSnapshot(state: BudgetState): string {
  if (state.status === 'absent') return JSON.stringify({ format: snapshotFormat, state });
  const {
    projectOfIndicator: _owners,
    projectNames: _names,
    fundUsers,
    projects,
    seals,
    promoted,
    draft,
    ...rest
  } = state;
  const rows = projects.valueSeq().map((project) => ({ ...project, indicators: [...project.indicators.values()] }));
  return JSON.stringify({
    format: snapshotFormat,
    state: {
      ...rest,
      fundUsers: [...fundUsers.values()],
      projects: [...rows],
      seals: [...seals.values()],
      promoted: [...promoted],
      draft: draft === null ? null : { ...draft, editors: [...draft.editors] },
    },
  });
}

/** The state again, or null if the snapshot has another format. */
export function fromSnapshot(text: string): BudgetState | null {
  const { format, state } = JSON.parse(text) as { format: number; state: Flat };
  if (format !== snapshotFormat) return null;
  if (state.status === 'absent') return absentBudget;
  const projects = state.projects.map((project): ProjectState => ({
    ...project,
    indicators: Map(project.indicators.map((row) => [row.id, row])),
  }));
  return {
    ...state,
    fundUsers: Map(state.fundUsers.map((row) => [row.id, row])),
    projects: Map(projects.map((row) => [row.id, row])),
    seals: OrderedMap(state.seals.map((seal) => [seal.id, seal])),
    promoted: Map(state.promoted),
    draft: state.draft === null ? null : { ...state.draft, editors: Set(state.draft.editors) },
    projectOfIndicator: Map(
      projects.flatMap((project) => [...project.indicators.keys()].map((id): [string, string] => [id, project.id])),
    ),
    projectNames: Map(
      projects.filter((row) => !row.withdrawn).map((row) => [nameKey(row.fundUserId, row.name), [row.id]]),
    ),
  };
}

type RebuiltFromRows =
  'fundUsers' | 'projects' | 'projectOfIndicator' | 'projectNames' | 'seals' | 'promoted' | 'draft';
type Listed<T> = T extends Map<string, infer Row> ? Row[] : never;
type FlatProject = Omit<ProjectState, 'indicators'> & { indicators: Listed<ProjectState['indicators']> };
type Flat =
  | { status: 'absent' }
  | (Omit<OpenBudgetState, RebuiltFromRows> & {
      fundUsers: Listed<OpenBudgetState['fundUsers']>;
      projects: FlatProject[];
      seals: SealState[];
      promoted: [string, number][];
      draft: (Omit<DraftState, 'editors'> & { editors: string[] }) | null;
    });
