import { Map, OrderedMap } from 'immutable';
import type { BudgetEvent } from './budget.events.js';
import { draftSchemaVersions } from '../draft/draft.events.js';
import { liftsControlNumber } from '../sealing/sealing.events.js';
import type { SaveAnnotated } from '../sealing/sealing.events.js';
import type { DraftState } from '../draft/draft.state.js';
import { recordEdit, evolveDraft, stampInDraft } from '../draft/draft.evolve.js';
import type { BudgetState, OpenBudgetState, ProjectState, RowStamp } from './budget.state.js';
import {
  changeIndicator,
  changeProject,
  known,
  newIndicator,
  changeFundUser,
  withIndicators,
  withLastPlace,
  withProject,
} from './change-rows.js';

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
      controlNumberWithdrawn: null,
      withoutControlNumber: null,
      promoted: Map(),
      draft: null,
    };
  }
  if (state.status !== 'open') throw new Error(`${event.type} before BudgetOpened`);
  const next = state.draft === null ? evolveOpen(state, event, stamp) : evolveInDraft(state.draft, state, event, stamp);
  return next.version === stamp.version ? next : { ...next, version: stamp.version };
}

/** A draft evolves as a budget does. In addition, an edit of its table reopens a draft that was under review. */
function evolveInDraft(draft: DraftState, state: OpenBudgetState, event: LaterEvent, stamp: RowStamp): OpenBudgetState {
  const own = stampInDraft(draft, stamp);
  return event.type in draftSchemaVersions
    ? evolveOpen(state, event, own)
    : evolveOpen(recordEdit(state, own), event, own);
}

/**
 * The stamp for folding within a decision. Who and when do not matter there, but the number has to be the next save's.
 */
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
      return changeFundUser(state, event.data.fundUserId, { name: event.data.name, stamp });
    case 'FundUserWithdrawn':
      return changeFundUser(state, event.data.fundUserId, { withdrawn: true, stamp });
    case 'FundUserRestored':
      return changeFundUser(state, event.data.fundUserId, { withdrawn: false, stamp });
    case 'DeclaredTotalsRevised': {
      const { fundUserId, declared } = event.data;
      const before = known(state.fundUsers.get(fundUserId), fundUserId).declared;
      return changeFundUser(state, fundUserId, { declared: { ...before, ...declared }, stamp });
    }
    case 'ProjectAdded': {
      const { projectId: id, indicators, ...content } = event.data;
      const project: ProjectState = {
        id,
        ...content,
        withdrawn: false,
        stamp,
        indicators: Map(indicators.map((indicator) => [indicator.indicatorId, newIndicator(indicator, stamp)])),
      };
      const owners = state.projectOfIndicator.withMutations((map) => {
        for (const { indicatorId } of indicators) map.set(indicatorId, id);
      });
      return withLastPlace({ ...withProject(state, null, project), projectOfIndicator: owners }, project.place);
    }
    case 'ProjectRenamed':
      return changeProject(state, event.data.projectId, { name: event.data.name, stamp });
    case 'ProjectAssignedToFundUser':
      return changeProject(state, event.data.projectId, { fundUserId: event.data.fundUserId, stamp });
    case 'ProjectMoved':
      return withLastPlace(
        changeProject(state, event.data.projectId, { place: event.data.place, stamp }),
        event.data.place,
      );
    case 'ProjectFundingRevised': {
      const { projectId, funding } = event.data;
      const before = known(state.projects.get(projectId), projectId);
      const { declaredTotal = before.declaredTotal, ...sources } = funding;
      return changeProject(state, projectId, { funding: { ...before.funding, ...sources }, declaredTotal, stamp });
    }
    case 'ProjectGoalRevised':
      return changeProject(state, event.data.projectId, { goal: event.data.goal, stamp });
    case 'ProjectWithdrawn':
      return withIndicators(state, event.data.projectId, { withdrawn: true, stamp });
    case 'ProjectRestored':
      return withIndicators(state, event.data.projectId, { withdrawn: false, stamp });
    case 'IndicatorAdded': {
      const { projectId, indicator } = event.data;
      const project = known(state.projects.get(projectId), projectId);
      const indicators = project.indicators.set(indicator.indicatorId, newIndicator(indicator, stamp));
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
      return liftsControlNumber(event.data)
        ? withoutControlNumber(state, stamp)
        : {
            ...state,
            controlNumber: { ...event.data, stamp },
            controlNumberWithdrawn: null,
            withoutControlNumber: null,
          };
    case 'ControlNumberWithdrawn':
      return withoutControlNumber(state, stamp);
    case 'VersionSealed': {
      const { sealId: id, stage, name, version, contentHash, issued } = event.data;
      const issuer = issued?.issuer ?? null;
      const issuedOn = issued?.date ?? null;
      const seal = { id, stage, name, version, contentHash, issuer, issuedOn, withdrawn: false, stamp };
      const without = event.data.withoutControlNumber ?? state.withoutControlNumber;
      return { ...state, seals: state.seals.set(id, seal), withoutControlNumber: without };
    }
    case 'SealWithdrawn': {
      const { sealId } = event.data;
      const seal = known(state.seals.get(sealId), sealId);
      return { ...state, seals: state.seals.set(sealId, { ...seal, withdrawn: true, stamp }) };
    }
    case 'SaveAnnotated':
      return withCorrectedDocument(state, event.data);
    case 'DraftOpened':
    case 'DraftSubmitted':
    case 'SubmissionWithdrawn':
    case 'DraftReturned':
    case 'DraftApproved':
    case 'DraftRefreshed':
    case 'DraftConvertedToAdjustment':
    case 'DraftDiscarded':
    case 'DraftHeld':
    case 'DraftPromoted':
      return evolveDraft(state, event, stamp);
    default: {
      const unknown: never = event;
      throw new Error(`unknown event ${JSON.stringify(unknown)}`);
    }
  }
}

/** Nobody has said yet why there is none by now. */
function withoutControlNumber(state: OpenBudgetState, withdrawn: RowStamp): OpenBudgetState {
  return { ...state, controlNumber: null, controlNumberWithdrawn: withdrawn, withoutControlNumber: null };
}

/** 一下 is issued by the document that the control number has by then. */
function withCorrectedDocument(state: OpenBudgetState, { version, basisDocument }: SaveAnnotated): OpenBudgetState {
  const { controlNumber } = state;
  if (basisDocument === undefined || controlNumber?.stamp.version !== version) return state;
  return { ...state, controlNumber: { ...controlNumber, document: basisDocument === '' ? null : basisDocument } };
}
