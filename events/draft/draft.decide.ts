import { budgetNotOpened, unknownDraft, unknownVersion } from '../unknown.js';
import { Refusal } from '../refusal.js';
import { checkAll } from '../refusals.js';
import { checkText } from '../text.js';
import type { BudgetEvent } from '../budget/budget.events.js';
import type { BudgetState, OpenBudgetState } from '../budget/budget.state.js';
import type {
  ApproveDraft,
  ConvertDraftToAdjustment,
  DiscardDraft,
  DraftCommand,
  OpenDraft,
  OtherDraft,
  ReturnDraft,
  SubmitDraft,
  WithdrawSubmission,
} from './draft.commands.js';
import { beijingTime } from '../beijing-time.js';
import { checkVersion } from '../budget/editing.js';
import { cellsOf, checkSeen, sealsOf } from '../budget/seen.js';
import type { BureauRules } from './adjustment.rules.js';
import { adjustmentKindNames } from './adjustment.js';
import { checkAdjustment, isSealedForGood } from './adjustment.rules.js';
import { checkRemarks } from './draft.remarks.js';
import {
  alreadyClosed,
  checkNotOwn,
  checkNotPromoted,
  checkReviewStands,
  idsOf,
  noAdjustment,
  wrongStatus,
} from './draft.rules.js';
import type { DraftState } from './draft.state.js';
import { checkRole } from '../budget/roles.js';

/**
 * The fact that opens a draft, decided on the budget as it is now.
 * @throws Refusal FORBIDDEN, NOT_FOUND, STALE_CONTENT; INVALID_INPUT for a name, or an adjustment without its kind, reason or document;
 *   DUPLICATE_NAME if another draft that is open has the name
 */
export function openDraft(command: OpenDraft, budget: BudgetState, rules: BureauRules): BudgetEvent {
  const { draftId, budgetId, by, base, version } = command;
  if (budget.status === 'absent') {
    throw budgetNotOpened(budgetId);
  }
  checkRole(by, 'EDIT_DRAFT', budget);
  if (base === null) {
    throw unknownVersion({ budgetId, draftId: null }, version, budget.version, ['version']);
  }
  checkVersion(command.expectedVersion, budget);
  const approvals = sealsOf(budget).filter(({ entityId }) => budget.seals.get(entityId)?.stage === 'SECOND_DOWN');
  checkSeen(command.expectedVersion, command.isVersionNamed ? approvals : [...approvals, cellsOf(budget)]);
  return checkAll((part) => {
    const name = part(() => checkText('name', command.name, ['name']));
    part(() => {
      const namesake = command.others.find((other) => other.name === name());
      if (namesake !== undefined) throw nameOpen(namesake);
    });
    const adjustment = part(() => checkAdjustment(command, isSealedForGood(budget), rules));
    return () => ({ type: 'DraftOpened', data: { draftId, budgetId, name: name(), base, adjustment: adjustment() } });
  });
}

function nameOpen({ id, name, openedBy, openedAt }: OtherDraft): Refusal {
  return new Refusal(
    'DUPLICATE_NAME',
    `已有草案“${name}”，由“${openedBy}”于 ${beijingTime(openedAt)}开立，尚未并入或放弃；请改用其他名称，或在那一草案中修改。`,
    `There is already a draft "${name}", opened by "${openedBy}" at ${openedAt} and neither promoted nor discarded; choose another name, or edit that one.`,
    { argument: ['name'], entityId: id },
  );
}

/** What is decided about a draft as a whole. @throws Refusal */
export function decideDraft(command: DraftCommand, state: BudgetState, rules: BureauRules): BudgetEvent[] {
  if (state.status === 'absent' || state.draft === null) throw unknownDraft(command.draftId);
  const { draft } = state;
  checkNotPromoted(draft);
  checkVersion(command.expectedVersion, state);
  if (draft.status === 'DISCARDED') throw alreadyClosed(draft, 'DISCARDED');
  checkSeenVersion(command.expectedVersion, state);
  switch (command.type) {
    case 'SubmitDraft':
      return submitDraft(command, draft, state);
    case 'WithdrawSubmission':
      return withdrawSubmission(command, draft, state);
    case 'ReturnDraft':
      return returnDraft(command, draft, state);
    case 'ApproveDraft':
      return approveDraft(command, draft, state);
    case 'DiscardDraft':
      return discardDraft(command, draft, state);
    case 'ConvertDraftToAdjustment':
      return convertDraft(command, draft, state, rules);
  }
}

function submitDraft({ by, contentHash }: SubmitDraft, draft: DraftState, state: OpenBudgetState): BudgetEvent[] {
  checkRole(by, 'EDIT_DRAFT', state);
  if (draft.review !== null) throw wrongStatus(draft, 'SUBMIT');
  if (draft.isBudgetFinal === true && draft.adjustment === null) throw noAdjustment(draft);
  if (contentHash === draft.base.contentHash) throw nothingToReview(draft);
  return [{ type: 'DraftSubmitted', data: { version: state.version } }];
}

function nothingToReview({ id, name, base }: DraftState): Refusal {
  return new Refusal(
    'NO_CHANGES',
    `草案“${name}”与其所依据的预算版本 ${base.version} 完全相同，没有可审核的内容；请先修改再送审，或放弃该草案。`,
    `The draft "${name}" is the same as version ${base.version} of the budget that it rests on, so there is nothing to review; edit it before you submit it, or discard it.`,
    { argument: ['draftId'], entityId: id },
  );
}

/** Only who submitted it takes it back, or on whose behalf that was, and only until it is decided. */
function withdrawSubmission({ by }: WithdrawSubmission, draft: DraftState, state: OpenBudgetState): BudgetEvent[] {
  checkRole(by, 'EDIT_DRAFT', state);
  if (draft.review === null || draft.status !== 'SUBMITTED') throw wrongStatus(draft, 'WITHDRAW_SUBMISSION');
  const { actorId, onBehalfOf = null } = draft.review.submitted;
  const submitters = idsOf({ ...by, actorId, onBehalfOf });
  if (!idsOf(by).some((id) => submitters.includes(id))) throw notSubmitter(draft, submitters);
  return [{ type: 'SubmissionWithdrawn', data: { version: state.version } }];
}

function notSubmitter({ id, name }: DraftState, submitters: readonly string[]): Refusal {
  const zh = submitters.map((each) => `“${each}”`).join('或');
  const en = submitters.map((each) => `"${each}"`).join(' or ');
  return new Refusal(
    'FORBIDDEN',
    `草案“${name}”由${zh}送审，只能由其收回；请由其办理，或由审核人员退回。`,
    `The draft "${name}" was submitted by ${en}, and only they take it back; have them do it, or have a reviewer return it.`,
    { argument: ['draftId'], entityId: id },
  );
}

/** Whoever gives an adjustment its grounds has edited it, and what was reviewed without them has to be reviewed again. */
function convertDraft(
  command: ConvertDraftToAdjustment,
  draft: DraftState,
  state: OpenBudgetState,
  rules: BureauRules,
): BudgetEvent[] {
  checkRole(command.by, 'EDIT_DRAFT', state);
  const known = draft.adjustment?.kind ?? null;
  if (known !== null) throw adjustmentAlready(draft, adjustmentKindNames[known]);
  const adjustment = checkAdjustment(command, draft.isBudgetFinal === true, rules);
  if (adjustment === null) throw new Error('an adjustment has a kind');
  checkReviewStands(state, command.voidsReview);
  return [{ type: 'DraftConvertedToAdjustment', data: adjustment }];
}

function adjustmentAlready({ id, name, adjustment }: DraftState, kind: string): Refusal {
  return new Refusal(
    'DRAFT_STATUS',
    `草案“${name}”已是调整草案（${kind}），无须转换；如类别有误，请放弃后另行开立。`,
    `The draft "${name}" is an adjustment already (${adjustment?.kind ?? ''}), so there is nothing to convert; if its kind is wrong, discard it and open another.`,
    { argument: ['draftId'], entityId: id },
  );
}

function returnDraft(command: ReturnDraft, draft: DraftState, state: OpenBudgetState): BudgetEvent[] {
  checkRole(command.by, 'REVIEW_DRAFT', state);
  if (draft.status !== 'SUBMITTED' && draft.status !== 'APPROVED') throw wrongStatus(draft, 'RETURN');
  const opinion = checkText('opinion', command.opinion, ['opinion']);
  const remarks = checkRemarks(command.remarks, state);
  return [{ type: 'DraftReturned', data: { version: state.version, opinion, remarks } }];
}

function approveDraft({ by, opinion: given }: ApproveDraft, draft: DraftState, state: OpenBudgetState): BudgetEvent[] {
  checkRole(by, 'REVIEW_DRAFT', state);
  if (draft.status !== 'SUBMITTED') throw wrongStatus(draft, 'APPROVE');
  checkNotOwn(by, draft, 'APPROVE');
  const opinion = given === null ? null : checkText('opinion', given, ['opinion']);
  return [{ type: 'DraftApproved', data: { version: state.version, opinion } }];
}

/** A draft may be discarded by who opened it, and by reviewers. It can still be read afterwards. */
function discardDraft({ by, reason }: DiscardDraft, draft: DraftState, state: OpenBudgetState): BudgetEvent[] {
  const isOwn = idsOf(by).some((id) => draft.openedBy.includes(id));
  checkRole(by, isOwn ? 'EDIT_DRAFT' : 'DISCARD_DRAFT', state);
  if (reason === null || reason === '') {
    throw new Refusal('INVALID_INPUT', '放弃草案须写明理由。', 'Discarding a draft needs a reason; give one.', {
      argument: ['reason'],
      entityId: draft.id,
    });
  }
  return [{ type: 'DraftDiscarded', data: { draftId: draft.id } }];
}

/**
 * An opinion or approval is about the version that was looked at; it does not hold for a later one.
 * @throws Refusal STALE_CONTENT
 */
export function checkSeenVersion(expectedVersion: number | null, state: OpenBudgetState): void {
  if (expectedVersion === null || expectedVersion === state.version) return;
  const draft = state.draft;
  throw new Refusal(
    'STALE_CONTENT',
    `草案“${draft?.name ?? ''}”现为版本 ${state.version}，您所看的是版本 ${expectedVersion}；请重新查看后再办理。`,
    `The draft "${draft?.name ?? ''}" is at version ${state.version}; you were looking at version ${expectedVersion}. Look again before you decide.`,
    { argument: ['expectedVersion'], ...(draft === null ? {} : { entityId: draft.id }) },
  );
}
