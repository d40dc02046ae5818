import { budgetNotOpened, unknownDraft, unknownVersion } from '../unknown.js';
import { Refusal } from '../refusal.js';
import { checkText } from '../text.js';
import type { BudgetEvent } from '../budget/budget.events.js';
import type { BudgetState, OpenBudgetState } from '../budget/budget.state.js';
import type { ApproveDraft, DiscardDraft, DraftCommand, OpenDraft, ReturnDraft } from './draft.commands.js';
import { checkVersion } from '../budget/editing.js';
import { checkRemarks } from './draft.remarks.js';
import { alreadyClosed, checkNotPromoted, isSealedForGood, wrongStatus } from './draft.rules.js';
import type { DraftState } from './draft.state.js';
import { checkRole } from '../budget/roles.js';
import type { AskedBy } from '../budget/roles.js';

/**
 * The fact that opens a draft, decided on the budget as it is now.
 * @throws Refusal FORBIDDEN, NOT_FOUND; INVALID_INPUT for a name, or an adjustment without reason and document
 */
export function openDraft(command: OpenDraft, budget: BudgetState): BudgetEvent {
  const { draftId, budgetId, by, base, version } = command;
  if (budget.status === 'absent') {
    throw budgetNotOpened(budgetId);
  }
  checkRole(by, 'EDIT_DRAFT', budget);
  if (base === null) {
    throw unknownVersion({ budgetId, draftId: null }, version, budget.version, ['version']);
  }
  const name = checkText('name', command.name, ['name']);
  const adjustment = isSealedForGood(budget);
  if (adjustment) checkGrounds(command);
  return { type: 'DraftOpened', data: { draftId, budgetId, name, base, adjustment } };
}

/** @throws Refusal INVALID_INPUT: after 二下 every change needs a reason and a document */
export function checkGrounds(given: { reason: string | null; basisDocument: string | null }): void {
  for (const member of ['reason', 'basisDocument'] as const) {
    if (given[member] !== null && given[member] !== '') continue;
    const [zh, en] = member === 'reason' ? ['理由', 'a reason'] : ['文号', 'the number of a document'];
    throw new Refusal(
      'INVALID_INPUT',
      `二下已定稿，调整须写明理由和文号；请补填${zh}。`,
      `The table is sealed as 二下, so an adjustment needs a reason and a document; give ${en}.`,
      { path: [member] },
    );
  }
}

/** What is decided about a draft as a whole. @throws Refusal */
export function decideDraft(command: DraftCommand, state: BudgetState): BudgetEvent[] {
  if (state.status === 'absent' || state.draft === null) throw unknownDraft(command.draftId);
  const { draft } = state;
  checkNotPromoted(draft);
  checkVersion(command.expectedVersion, state);
  if (draft.status === 'DISCARDED') throw alreadyClosed(draft, 'DISCARDED');
  checkSeenVersion(command.expectedVersion, state);
  switch (command.type) {
    case 'SubmitDraft': {
      checkRole(command.by, 'EDIT_DRAFT', state);
      if (draft.status === 'SUBMITTED' || draft.status === 'APPROVED') throw wrongStatus(draft, 'SUBMIT');
      return [{ type: 'DraftSubmitted', data: { version: state.version } }];
    }
    case 'ReturnDraft':
      return returnDraft(command, draft, state);
    case 'ApproveDraft':
      return approveDraft(command, draft, state);
    case 'DiscardDraft':
      return discardDraft(command, draft, state);
  }
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
  const editor = idsOf(by).find((id) => draft.editors.has(id));
  if (editor !== undefined) throw ownEdits(editor, draft);
  const opinion = given === null ? null : checkText('opinion', given, ['opinion']);
  return [{ type: 'DraftApproved', data: { version: state.version, opinion } }];
}

function ownEdits(editor: string, { id, name }: DraftState): Refusal {
  return new Refusal(
    'OWN_EDITS',
    `草案“${name}”中有“${editor}”所作、或他人代其所作的修改，其本人和代办人都不能批准；请由未参与修改的人批准。`,
    `The draft "${name}" holds edits by "${editor}", or made on their behalf, so neither they nor who acts for them may approve it; have it approved by somebody who took no part.`,
    { path: ['draftId'], entityId: id },
  );
}

/** A draft may be discarded by who opened it, and by reviewers. It can still be read afterwards. */
function discardDraft({ by, reason }: DiscardDraft, draft: DraftState, state: OpenBudgetState): BudgetEvent[] {
  checkRole(by, idsOf(by).includes(draft.openedBy) ? 'EDIT_DRAFT' : 'DISCARD_DRAFT', state);
  if (reason === null || reason === '') {
    throw new Refusal('INVALID_INPUT', '放弃草案须写明理由。', 'Discarding a draft needs a reason; give one.', {
      path: ['reason'],
      entityId: draft.id,
    });
  }
  return [{ type: 'DraftDiscarded', data: { draftId: draft.id } }];
}

/**
 * An opinion or approval is about the version that was looked at; it does not hold for a later one.
 * @throws Refusal STALE_CONTENT
 */
function checkSeenVersion(expectedVersion: number | null, state: OpenBudgetState): void {
  if (expectedVersion === null || expectedVersion === state.version) return;
  const draft = state.draft;
  throw new Refusal(
    'STALE_CONTENT',
    `草案“${draft?.name ?? ''}”现为版本 ${state.version}，您所看的是版本 ${expectedVersion}；请重新查看后再办理。`,
    `The draft "${draft?.name ?? ''}" is at version ${state.version}; you were looking at version ${expectedVersion}. Look again before you decide.`,
    { path: ['expectedVersion'], ...(draft === null ? {} : { entityId: draft.id }) },
  );
}

function idsOf({ actorId, onBehalfOf }: AskedBy): string[] {
  return onBehalfOf === null ? [actorId] : [actorId, onBehalfOf];
}
