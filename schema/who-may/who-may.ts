import type { Act } from '../../events/budget/roles.js';
import { acts } from '../../events/budget/roles.js';
import type { RefusalCode } from '../../events/refusal.js';
import type { Role } from '../../services/caller.js';

/** What each mutation of the contract does, as `roles.ts` allows it or not. One that is new is classified here. */
export const actsOfMutations = {
  openBudget: 'EDIT_TABLE',
  renameBudget: 'EDIT_TABLE',
  addFundUser: 'EDIT_TABLE',
  renameFundUser: 'EDIT_TABLE',
  reviseDeclaredTotals: 'EDIT_TABLE',
  withdrawFundUser: 'EDIT_TABLE',
  restoreFundUser: 'EDIT_TABLE',
  addProject: 'EDIT_TABLE',
  renameProject: 'EDIT_TABLE',
  assignFundUser: 'EDIT_TABLE',
  moveProject: 'EDIT_TABLE',
  reviseFunding: 'EDIT_TABLE',
  reviseGoal: 'EDIT_TABLE',
  withdrawProject: 'EDIT_TABLE',
  restoreProject: 'EDIT_TABLE',
  addIndicator: 'EDIT_TABLE',
  reviseIndicator: 'EDIT_TABLE',
  moveIndicator: 'EDIT_TABLE',
  withdrawIndicator: 'EDIT_TABLE',
  restoreIndicator: 'EDIT_TABLE',
  applyChanges: 'EDIT_TABLE',
  importTable: 'EDIT_TABLE',
  revert: 'EDIT_TABLE',
  annotateSave: 'ANNOTATE_SAVE',
  openDraft: 'EDIT_DRAFT',
  submitDraft: 'EDIT_DRAFT',
  withdrawSubmission: 'EDIT_DRAFT',
  convertDraftToAdjustment: 'EDIT_DRAFT',
  refreshDraft: 'EDIT_DRAFT',
  returnDraft: 'REVIEW_DRAFT',
  approveDraft: 'REVIEW_DRAFT',
  discardDraft: 'DISCARD_DRAFT',
  promoteDraft: 'PROMOTE_DRAFT',
  issueControlNumber: 'ISSUE_CONTROL_NUMBER',
  withdrawControlNumber: 'WITHDRAW_CONTROL_NUMBER',
  sealVersion: 'SEAL_VERSION',
  withdrawSeal: 'WITHDRAW_SEAL',
} as const satisfies Record<string, Act>;
export type ClassifiedMutation = keyof typeof actsOfMutations;

/** How far a season has come: before 一上, or behind the seal of a stage. */
export const moments = ['BEFORE_FIRST_UP', 'FIRST_UP', 'FIRST_DOWN', 'SECOND_UP', 'SECOND_DOWN'] as const;
export type Moment = (typeof moments)[number];

/**
 * What somebody of a role is answered who asks for a mutation at a moment, editors in their own unit, with an input that
 * is right otherwise; null: it is done. The seal to be withdrawn is that of the moment, issued by finance.
 */
export function answerTo(role: Role, mutation: ClassifiedMutation, moment: Moment): RefusalCode | null {
  const act = actsOfMutations[mutation];
  if (!(acts[act].roles as readonly string[]).includes(role)) return 'FORBIDDEN';
  const comesDown = moment === 'FIRST_DOWN' || moment === 'SECOND_DOWN';
  if (mutation === 'withdrawSeal' && comesDown && role === 'reviewer') return 'FORBIDDEN';
  if (mutation === 'convertDraftToAdjustment') return moment === 'SECOND_DOWN' ? null : 'INVALID_INPUT';
  if (act !== 'EDIT_TABLE' || mutation === 'openBudget') return null;
  return moment === 'SECOND_DOWN' ? 'NEEDS_ADJUSTMENT' : null;
}
