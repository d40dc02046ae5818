import { beijingTime } from '../beijing-time.js';
import { Refusal } from '../refusal.js';
import type { OpenBudgetState } from '../budget/budget.state.js';
import { isSealedForGood } from './adjustment.rules.js';
import type { DraftState, DraftStatus, ReviewStep } from './draft.state.js';
import type { AskedBy } from '../budget/roles.js';
import { checkRole } from '../budget/roles.js';

/**
 * Whether the table may be edited directly.
 * @throws Refusal DRAFT_CLOSED for a draft that was discarded; NEEDS_ADJUSTMENT for a budget after 二下
 */
export function checkEditable(state: OpenBudgetState): void {
  const { draft } = state;
  if (draft?.status === 'DISCARDED') throw alreadyClosed(draft, 'DISCARDED');
  if (draft !== null || !isSealedForGood(state)) return;
  throw new Refusal(
    'NEEDS_ADJUSTMENT',
    '二下已定稿，不能直接修改；请开立调整草案（openDraft，写明调整类别、理由和文号），在草案中修改，批准后并入。',
    'The table is sealed as 二下 and is not edited directly; open an adjustment draft (openDraft, with its kind, reason and document), edit that, and have it promoted.',
    { argument: ['budgetId'], entityId: state.budgetId },
  );
}

/**
 * Whether somebody may edit rows of the table; in a draft that was promoted nobody may.
 * @throws Refusal FORBIDDEN, DRAFT_CLOSED
 */
export function checkEditor(by: AskedBy, table: OpenBudgetState): void {
  const { draft } = table;
  checkRole(by, draft === null ? 'EDIT_TABLE' : 'EDIT_DRAFT', table);
  if (draft !== null) checkNotPromoted(draft);
}

/** @throws Refusal DRAFT_CLOSED */
export function checkNotPromoted(draft: DraftState): void {
  if (draft.promotedAs !== undefined) throw alreadyClosed(draft, 'PROMOTED', draft.promotedAs);
}

/** A draft as its budget knows it: whether it was promoted, and whether 二下 is sealed by now. */
export function draftIn(budget: OpenBudgetState, table: OpenBudgetState): OpenBudgetState {
  const { draft } = table;
  if (draft === null) return table;
  const promotedAs = budget.promoted.get(draft.id);
  const known: DraftState = { ...draft, isBudgetFinal: isSealedForGood(budget) };
  return { ...table, draft: promotedAs === undefined ? known : { ...known, promotedAs } };
}

/** A draft that was opened before 二下 cannot change the final table: only adjustments say why they do. */
export function noAdjustment({ id, name }: Pick<DraftState, 'id' | 'name'>): Refusal {
  return new Refusal(
    'NEEDS_ADJUSTMENT',
    `二下已定稿，草案“${name}”在此之前开立，不是调整草案，不能送审或并入；请先转为调整草案（convertDraftToAdjustment，写明调整类别、理由和文号）。`,
    `The table is sealed as 二下, and the draft "${name}" was opened before that and is no adjustment, so it is neither submitted nor promoted; turn it into one first (convertDraftToAdjustment, with its kind, reason and document).`,
    { argument: ['draftId'], entityId: id },
  );
}

/**
 * An edit makes void what was submitted or approved, so it has to say that it may.
 * @throws Refusal VOIDS_REVIEW naming whose submission or approval that is
 */
export function checkReviewStands({ draft }: OpenBudgetState, voidsReview: boolean | undefined): void {
  if (draft === null || draft.review === null || voidsReview === true) return;
  const { id, name, review } = draft;
  const { submitted, approved } = review;
  const zh = `由${deed(submitted).zh}送审${approved === null ? '' : `，并由${deed(approved).zh}批准`}`;
  const en = `submitted by ${deed(submitted).en}${approved === null ? '' : ` and approved by ${deed(approved).en}`}`;
  const instead = approved === null ? waitForReview : promoteFirst;
  throw new Refusal(
    'VOIDS_REVIEW',
    `草案“${name}”已${zh}，修改会使其作废，须重新送审；确要修改的，请写明 voidsReview: true（命令行 --voids-review），否则请${instead.zh}。`,
    `The draft "${name}" was ${en}; an edit makes that void, and the draft has to be submitted again. To edit it all the same, say voidsReview: true (--voids-review at the command line); or ${instead.en}.`,
    { argument: ['voidsReview'], entityId: id },
  );
}

const waitForReview = { zh: '待审核办结', en: 'wait for the review' };

/** An approved draft has its review behind it, and nothing is left to wait for. */
const promoteFirst = {
  zh: '先将其并入，或另开草案修改',
  en: 'have it promoted first, or open another draft for the edit',
};

/** Whether a save of these events makes void a submission or an approval of the draft. Of edits and refreshes alone. */
export function voidsReview({ draft }: Pick<OpenBudgetState, 'draft'>, events: readonly unknown[]): boolean {
  return draft !== null && draft.review !== null && events.length > 0;
}

function deed({ actorId, onBehalfOf, recordedAt }: ReviewStep): { zh: string; en: string } {
  const [forZh, forEn] =
    onBehalfOf === undefined ? ['', ''] : [`（代“${onBehalfOf}”）`, ` on behalf of "${onBehalfOf}"`];
  return {
    zh: `“${actorId}”${forZh}于 ${beijingTime(recordedAt)}`,
    en: `"${actorId}"${forEn} at ${recordedAt}`,
  };
}

/**
 * Nobody approves or promotes what they opened or edited, in their own name or for somebody else.
 * @throws Refusal OWN_EDITS
 */
export function checkNotOwn(
  by: AskedBy,
  { id, name, openedBy, editors }: DraftState,
  act: 'APPROVE' | 'PROMOTE',
): void {
  const ids = idsOf(by);
  const opener = ids.find((each) => openedBy.includes(each));
  const own = opener ?? ids.find((each) => editors.has(each));
  if (own === undefined) return;
  const [didZh, didEn] = opener === undefined ? ['修改', 'edited'] : ['开立', 'opened'];
  const { zh, en } = acts[act];
  throw new Refusal(
    'OWN_EDITS',
    `草案“${name}”由“${own}”本人或他人代其${didZh}，其本人和代办人都不能${zh}，无论何种角色；请由未开立、未修改过该草案的人${zh}。`,
    `The draft "${name}" was ${didEn} by "${own}" or on their behalf, so neither they nor who acts for them gets it ${en}, of whatever role; have it ${en} by somebody who neither opened nor edited it.`,
    { argument: ['draftId'], entityId: id },
  );
}

/** The ids that somebody acts under. */
export function idsOf({ actorId, onBehalfOf }: AskedBy): string[] {
  return onBehalfOf === null ? [actorId] : [actorId, onBehalfOf];
}

export function alreadyClosed(
  { id, name }: Pick<DraftState, 'id' | 'name'>,
  how: 'DISCARDED' | 'PROMOTED',
  as?: number,
): Refusal {
  const [zh, en] =
    how === 'DISCARDED' ? ['已放弃', 'was discarded'] : [`已并入预算（版本 ${as}）`, `was promoted (version ${as})`];
  return new Refusal(
    'DRAFT_CLOSED',
    `草案“${name}”${zh}，只能查看；如须修改，请开立新的草案。`,
    `The draft "${name}" ${en} and can only be read; open another draft to make changes.`,
    { argument: ['draftId'], entityId: id },
  );
}

const acts = {
  SUBMIT: { zh: '送审', en: 'submitted', from: '起草中或已退回', fromEn: 'OPEN or RETURNED' },
  WITHDRAW_SUBMISSION: { zh: '收回送审', en: 'taken back from review', from: '已送审而未办结', fromEn: 'SUBMITTED' },
  RETURN: { zh: '退回', en: 'returned', from: '已送审或已批准', fromEn: 'SUBMITTED or APPROVED' },
  APPROVE: { zh: '批准', en: 'approved', from: '已送审', fromEn: 'SUBMITTED' },
  PROMOTE: { zh: '并入', en: 'promoted', from: '已批准且此后未修改', fromEn: 'APPROVED, and not edited since' },
} as const;

/** Each status in Chinese, as messages say it. */
export const statusNames: Record<DraftStatus, string> = {
  OPEN: '起草中',
  SUBMITTED: '已送审',
  RETURNED: '已退回',
  APPROVED: '已批准',
  PROMOTED: '已并入',
  DISCARDED: '已放弃',
};

export function wrongStatus({ id, name, status }: DraftState, act: keyof typeof acts): Refusal {
  const { zh, en, from, fromEn } = acts[act];
  return new Refusal(
    'DRAFT_STATUS',
    `草案“${name}”${statusNames[status]}，不能${zh}；${zh}的草案须${from}。`,
    `The draft "${name}" is ${status} and cannot be ${en}; to be ${en} it has to be ${fromEn}.`,
    { argument: ['draftId'], entityId: id },
  );
}
