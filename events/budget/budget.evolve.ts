import { Map, OrderedMap } from 'immutable';
import type { BudgetEvent, IndicatorContent } from './budget.events.js';
import { draftSchemaVersions } from '../draft/draft.events.js';
import type { DraftState } from '../draft/draft.state.js';
import { edited, evolveDraft, inDraft } from '../draft/draft.evolve.js';
import type { BudgetState, IndicatorState, OpenBudgetState, ProjectState, RowStamp } from './budget.state.js';
import { nameKey } from './budget.state.js';

/**
 * The state after one event. Pure; trusts that the event was decided on this state.
 * @param stamp the save's number, actor and time, from the event's envelope
 * @throws Error if the event cannot follow the state: the stream is broken
 */
export function evolve(state: BudgetState, event: BudgetEvent, stamp: RowStamp): BudgetState {
  if (event.type === 'BudgetOpened') {
    if (state.status !== 'absent') throw new Error(`BudgetOpened on the open budget ${state.budgetId}`);
    return {
      status: 'open',
      ...event.data,
      version: stamp.version,
      stamp,
      fundUsers: Map(),
      projects: Map(),
      projectOfIndicator: Map(),
      projectNames: Map(),
      lastProjectPlace: null,
      seals: OrderedMap(),
      controlNumber: null,
      promoted: Map(),
      draft: null,
    };
  }
  if (state.status !== 'open') throw new Error(`${event.type} before BudgetOpened`);
  const next = state.draft === null ? evolveOpen(state, event, stamp) : evolveIn(state.draft, state, event, stamp);
  return next.version === stamp.version ? next : { ...next, version: stamp.version };
}

/** A draft evolves as a budget does; what changes its table changes how it stands in review. */
function evolveIn(draft: DraftState, state: OpenBudgetState, event: LaterEvent, stamp: RowStamp): OpenBudgetState {
  const own = inDraft(draft, stamp);
  return event.type in draftSchemaVersions ? evolveOpen(state, event, own) : evolveOpen(edited(state, own), event, own);
}

/** For folding within a decision: who and when do not bear on it; the number must be that of the save to come. */
export function provisional(state: BudgetState): RowStamp {
  return { version: state.version + 1, actorId: '', recordedAt: '' };
}

type LaterEvent = Exclude<BudgetEvent, { type: 'BudgetOpened' }>;

function evolveOpen(state: OpenBudgetState, event: LaterEvent, stamp: RowStamp): OpenBudgetState {
  switch (event.type) {
    case 'BudgetRenamed':
      return { ...state, name: event.data.name, stamp };
    case 'FundUserAdded': {
      const { fundUserId: id, ...content } = event.data;
      return { ...state, fundUsers: state.fundUsers.set(id, { id, ...content, withdrawn: false, stamp }) };
    }
    case 'FundUserRenamed':
      return withFundUser(state, event.data.fundUserId, { name: event.data.name, stamp });
    case 'FundUserWithdrawn':
      return withFundUser(state, event.data.fundUserId, { withdrawn: true, stamp });
    case 'FundUserRestored':
      return withFundUser(state, event.data.fundUserId, { withdrawn: false, stamp });
    case 'DeclaredTotalsRevised': {
      const { fundUserId, declared } = event.data;
      const before = known(state.fundUsers.get(fundUserId), fundUserId).declared;
      return withFundUser(state, fundUserId, { declared: { ...before, ...declared }, stamp });
    }
    case 'ProjectAdded': {
      const { projectId: id, indicators, ...content } = event.data;
      const project: ProjectState = {
        id,
        ...content,
        withdrawn: false,
        stamp,
        indicators: Map(indicators.map((indicator) => [indicator.indicatorId, added(indicator, stamp)])),
      };
      const owners = state.projectOfIndicator.withMutations((map) => {
        for (const { indicatorId } of indicators) map.set(indicatorId, id);
      });
      return placed({ ...withProject(state, null, project), projectOfIndicator: owners }, project.place);
    }
    case 'ProjectRenamed':
      return changeProject(state, event.data.projectId, { name: event.data.name, stamp });
    case 'ProjectAssignedToFundUser':
      return changeProject(state, event.data.projectId, { fundUserId: event.data.fundUserId, stamp });
    case 'ProjectMoved':
      return placed(changeProject(state, event.data.projectId, { place: event.data.place, stamp }), event.data.place);
    case 'ProjectFundingRevised': {
      const { projectId, funding } = event.data;
      const before = known(state.projects.get(projectId), projectId);
      const { declaredTotal = before.declaredTotal, ...sources } = funding;
      return changeProject(state, projectId, { funding: { ...before.funding, ...sources }, declaredTotal, stamp });
    }
    case 'ProjectGoalRevised':
      return changeProject(state, event.data.projectId, { goal: event.data.goal, stamp });
    case 'ProjectWithdrawn':
      return changeProject(state, event.data.projectId, { withdrawn: true, stamp });
    case 'ProjectRestored':
      return changeProject(state, event.data.projectId, { withdrawn: false, stamp });
    case 'IndicatorAdded': {
      const { projectId, indicator } = event.data;
      const project = known(state.projects.get(projectId), projectId);
      const indicators = project.indicators.set(indicator.indicatorId, added(indicator, stamp));
      return {
        ...state,
        projects: state.projects.set(projectId, { ...project, indicators }),
        projectOfIndicator: state.projectOfIndicator.set(indicator.indicatorId, projectId),
      };
    }
    case 'IndicatorRenamed':
      return changeIndicator(state, event.data, { name: event.data.name, stamp });
    case 'IndicatorReclassified':
      return changeIndicator(state, event.data, { level2: event.data.level2, stamp });
    case 'IndicatorTargetsRevised':
      return changeIndicator(state, event.data, { ...event.data.targets, stamp });
    case 'IndicatorMoved':
      return changeIndicator(state, event.data, { place: event.data.place, stamp });
    case 'IndicatorWithdrawn':
      return changeIndicator(state, event.data, { withdrawn: true, stamp });
    case 'IndicatorRestored':
      return changeIndicator(state, event.data, { withdrawn: false, stamp });
    case 'ControlNumberIssued':
      return { ...state, controlNumber: { ...event.data, stamp } };
    case 'VersionSealed': {
      const { sealId: id, stage, name, version, contentHash } = event.data;
      return { ...state, seals: state.seals.set(id, { id, stage, name, version, contentHash, withdrawn: false }) };
    }
    case 'SealWithdrawn': {
      const { sealId } = event.data;
      const seal = known(state.seals.get(sealId), sealId);
      return { ...state, seals: state.seals.set(sealId, { ...seal, withdrawn: true }) };
    }
    case 'SaveAnnotated':
      return state;
    case 'DraftOpened':
    case 'DraftSubmitted':
    case 'DraftReturned':
    case 'DraftApproved':
    case 'DraftRefreshed':
    case 'DraftDiscarded':
    case 'DraftPromoted':
      return evolveDraft(state, event, stamp);
    default: {
      const unknown: never = event;
      throw new Error(`unknown event ${JSON.stringify(unknown)}`);
    }
  }
}

function added({ indicatorId: id, ...content }: IndicatorContent, stamp: RowStamp): IndicatorState {
  return { id, ...content, withdrawn: false, stamp };
}

function withFundUser(state: OpenBudgetState, id: string, change: object): OpenBudgetState {
  const fundUser = known(state.fundUsers.get(id), id);
  return { ...state, fundUsers: state.fundUsers.set(id, { ...fundUser, ...change }) };
}

function changeProject(state: OpenBudgetState, id: string, change: Partial<ProjectState>): OpenBudgetState {
  const before = known(state.projects.get(id), id);
  return withProject(state, before, { ...before, ...change });
}

function withProject(state: OpenBudgetState, before: ProjectState | null, after: ProjectState): OpenBudgetState {
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

function changeIndicator(
  state: OpenBudgetState,
  at: { projectId: string; indicatorId: string },
  change: Partial<IndicatorState>,
): OpenBudgetState {
  const project = known(state.projects.get(at.projectId), at.projectId);
  const indicator = known(project.indicators.get(at.indicatorId), at.indicatorId);
  const indicators = project.indicators.set(at.indicatorId, { ...indicator, ...change });
  return { ...state, projects: state.projects.set(at.projectId, { ...project, indicators }) };
}

function placed(state: OpenBudgetState, place: string): OpenBudgetState {
  const last = state.lastProjectPlace;
  return last !== null && last >= place ? state : { ...state, lastProjectPlace: place };
}

function known<T>(row: T | undefined, id: string): T {
  if (row === undefined) throw new Error(`no row ${id} in this budget`);
  return row;
}
