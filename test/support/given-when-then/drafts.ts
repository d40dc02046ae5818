import type { AskedBy } from '../../../events/budget/roles.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import type { OpenBudgetState, RowStamp } from '../../../events/budget/budget.state.js';
import type {
  ApproveDraft,
  ConvertDraftToAdjustment,
  DiscardDraft,
  OpenDraft,
  ReturnDraft,
  SubmitDraft,
  WithdrawSubmission,
} from '../../../events/draft/draft.commands.js';
import type { DraftBase, DraftOpened } from '../../../events/draft/draft.events.js';
import type { PromoteDraft, RefreshDraft } from '../../../events/draft/promote-draft.decide.js';
import { fact } from './budget-builders.js';
import type { Save } from './decider-spec.js';
import { stateAfter } from './decider-spec.js';
import { hospitalBudget } from './every-edit.js';
import { stampOf } from '../random/edits.js';
import { adjustment, sealed, tableHash } from './sealing.js';

/** `hospitalBudget` as it stands. */
export const hospitalBase: DraftBase = { version: 3, revision: 4, contentHash: tableHash };

export function draftOpened(content: Partial<DraftOpened> = {}): BudgetEvent {
  const standard = { draftId: 'draft-1', budgetId: 'budget-1', name: '一上稿', base: hospitalBase, adjustment: null };
  return fact('DraftOpened', { ...standard, ...content });
}

/** Who saved something in a draft. */
export interface DraftSave {
  by: string;
  onBehalfOf?: string;
  events: readonly BudgetEvent[];
}

export function by(actorId: string, ...events: BudgetEvent[]): DraftSave {
  return { by: actorId, events };
}

/** A draft of `hospitalBudget`, opened by "opener", after saves of its own. */
export function draftAfter(...saves: DraftSave[]): OpenBudgetState {
  return draftOf(stateAfter(...hospitalBudget), draftOpened(), ...saves);
}

/** The draft that the event opens on its base, after saves of its own, which count from 1. */
export function draftOf(base: ReturnType<typeof stateAfter>, opening: BudgetEvent, ...saves: DraftSave[]) {
  const all = [by('opener', opening), ...saves];
  return all.reduce((before, save, version) => {
    const stamp = draftStamp(save, version);
    return save.events.reduce((state, event) => evolve(state, event, stamp), before);
  }, base) as OpenBudgetState;
}

/** Who and when of a draft's save. */
export function draftStamp({ by: actorId, onBehalfOf }: DraftSave, version: number): RowStamp {
  const stamp = { version, actorId, recordedAt: stampOf(100 + version).recordedAt };
  return onBehalfOf === undefined ? stamp : { ...stamp, onBehalfOf };
}

/** What a draft goes through, by whom: edited by "drafter", reviewed by "head-1". */
export const edit = by('drafter', fact('ProjectRenamed', { projectId: 'ward', name: '病房' }));
export const submitted = by('drafter', fact('DraftSubmitted', { version: 1 }));
export const withdrawn = by('drafter', fact('SubmissionWithdrawn', { version: 2 }));
export const returned = by('head-1', fact('DraftReturned', { version: 2, opinion: '请调减。', remarks: [] }));
export const approved = by('head-1', fact('DraftApproved', { version: 2, opinion: null }));
export const discarded = by('opener', fact('DraftDiscarded', { draftId: 'draft-1' }));

/** Every stage up to 二下, each sealed at version 1. */
export const sealedForGood: readonly Save[] = [
  ...(['FIRST_UP', 'FIRST_DOWN', 'SECOND_UP', 'SECOND_DOWN'] as const).map((stage) =>
    sealed(stage, { stage, name: stage }),
  ),
];
export const sealWithdrawn = fact('SealWithdrawn', { sealId: 'SECOND_DOWN' });

export const asked = (role: string, actorId: string, onBehalfOf: string | null = null): AskedBy => {
  return { role, actorId, onBehalfOf, unit: '卫生局' };
};
const drafter = asked('editor', 'drafter');
const reviewer = asked('reviewer', 'head-1');
const about = { draftId: 'draft-1', expectedVersion: null } as const;

export function opening(content: Partial<OpenDraft> = {}): OpenDraft {
  return {
    type: 'OpenDraft',
    draftId: 'draft-1',
    budgetId: 'budget-1',
    by: drafter,
    name: '一上稿',
    base: hospitalBase,
    version: 3,
    isVersionNamed: false,
    expectedVersion: null,
    reason: null,
    basisDocument: null,
    adjustmentKind: null,
    others: [],
    ...content,
  };
}

export function submitting(content: Partial<SubmitDraft> = {}): SubmitDraft {
  return { type: 'SubmitDraft', ...about, by: drafter, contentHash: 'e'.repeat(64), ...content };
}

export function withdrawingSubmission(content: Partial<WithdrawSubmission> = {}): WithdrawSubmission {
  return { type: 'WithdrawSubmission', ...about, by: drafter, ...content };
}

/** After 二下, with all that it needs. */
export function converting(content: Partial<ConvertDraftToAdjustment> = {}): ConvertDraftToAdjustment {
  const { kind: adjustmentKind, ...grounds } = adjustment;
  return {
    type: 'ConvertDraftToAdjustment',
    ...about,
    by: drafter,
    adjustmentKind,
    ...grounds,
    voidsReview: false,
    ...content,
  };
}

export function returning(content: Partial<ReturnDraft> = {}): ReturnDraft {
  return { type: 'ReturnDraft', ...about, by: reviewer, opinion: '请调减。', remarks: [], ...content };
}

export function approving(content: Partial<ApproveDraft> = {}): ApproveDraft {
  return { type: 'ApproveDraft', ...about, by: reviewer, opinion: null, ...content };
}

export function discarding(content: Partial<DiscardDraft> = {}): DiscardDraft {
  return { type: 'DiscardDraft', ...about, by: reviewer, reason: '不再需要', ...content };
}

const noMoney = { fiscalAppropriation: '0', specialAccount: '0', other: '0' };

/** Of a draft whose merge changes nothing, unless the events are told. */
export function promoting(content: Partial<PromoteDraft> = {}): PromoteDraft {
  return {
    by: reviewer,
    reason: null,
    basisDocument: null,
    changes: [],
    changesHash: 'd'.repeat(64),
    contentHash: 'c'.repeat(64),
    sums: { before: noMoney, after: noMoney },
    ...content,
  };
}

/** Takes the budget's version 4 in. */
export function refreshing(content: Partial<RefreshDraft> = {}): RefreshDraft {
  const base = { version: 4, revision: 5, contentHash: 'b'.repeat(64) };
  const standard = { by: drafter, base, rows: new Map(), choices: 0, voidsReview: false };
  return { ...standard, ...content };
}
