import { Refusal } from '../refusal.js';
import type { OpenBudgetState } from '../budget/budget.state.js';
import type { DraftState, DraftStatus } from './draft.state.js';
import type { AskedBy } from '../budget/roles.js';
import { checkRole } from '../budget/roles.js';

/** Whether 二下 is sealed, or an adjustment that rests on it: from then on the table changes by adjustments only. */
export function isSealedForGood({ seals }: Pick<OpenBudgetState, 'seals'>): boolean {
  return seals.some(({ stage, withdrawn }) => (stage === 'SECOND_DOWN' || stage === 'ADJUSTMENT') && !withdrawn);
}

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
    '二下已定稿，不能直接修改；请开立调整草案（openDraft，写明理由和文号），在草案中修改，批准后并入。',
    'The table is sealed as 二下 and is not edited directly; open an adjustment draft (openDraft, with reason and document), edit that, and have it promoted.',
    { path: ['budgetId'], entityId: state.budgetId },
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

/** A draft as its budget knows it: whether it was promoted. */
export function draftIn(budget: OpenBudgetState, table: OpenBudgetState): OpenBudgetState {
  const { draft } = table;
  const promotedAs = draft === null ? undefined : budget.promoted.get(draft.id);
  return draft === null || promotedAs === undefined ? table : { ...table, draft: { ...draft, promotedAs } };
}

/** A draft that was opened before 二下 cannot change the final table: only adjustments say, when opened, why they do. */
export function noAdjustment({ id, name }: Pick<DraftState, 'id' | 'name'>): Refusal {
  return new Refusal(
    'NEEDS_ADJUSTMENT',
    `二下已定稿，草案“${name}”在此之前开立，不是调整草案，不能并入；请开立调整草案（openDraft，写明理由和文号）。`,
    `The table is sealed as 二下, and the draft "${name}" was opened before that and is no adjustment; open an adjustment draft (openDraft, with reason and document).`,
    { path: ['draftId'], entityId: id },
  );
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
    { path: ['draftId'], entityId: id },
  );
}

const acts = {
  SUBMIT: { zh: '送审', en: 'submitted', from: '起草中或已退回', fromEn: 'OPEN or RETURNED' },
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
    { path: ['draftId'], entityId: id },
  );
}
