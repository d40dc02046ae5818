import type { RefusalCode } from '../../../events/refusal.js';
import type { Act, Said } from '../random/season.js';
import type { ExpectedSeason } from './expected-season.js';
import { idsOf, isSame, issuerFor } from './expected-season.js';

/** What an act is refused for; none: it is accepted. Which of several faults is told first is not said. */
export function faultsOf(act: Act, season: ExpectedSeason): Set<RefusalCode> {
  const draft = 'draft' in act ? (season.drafts[act.draft] ?? null) : null;
  const faults = new Set<RefusalCode>();
  const check = (isWrong: boolean, code: RefusalCode) => void (isWrong && faults.add(code));
  const isClosed = draft?.status === 'PROMOTED' || draft?.status === 'DISCARDED';
  const isUnderReview = draft?.status === 'SUBMITTED' || draft?.status === 'APPROVED';
  const isOwn = (ids: Iterable<string>) => [...ids].some((id) => idsOf(act.by).includes(id));
  check(isClosed, 'DRAFT_CLOSED');
  check(!mayAct(act, season, draft !== null && isOwn(draft.openers)), 'FORBIDDEN');
  switch (act.kind) {
    case 'open': {
      const others = season.drafts.filter(({ status }) => status !== 'PROMOTED' && status !== 'DISCARDED');
      check(
        others.some(({ name }) => name === act.name),
        'DUPLICATE_NAME',
      );
      check(season.isFinal ? act.adjusts === null || !isGrounded(act.said) : act.adjusts !== null, 'INVALID_INPUT');
      break;
    }
    case 'editBudget':
      check(season.isFinal, 'NEEDS_ADJUSTMENT');
      break;
    case 'edit':
      check(isUnderReview && !act.voids, 'VOIDS_REVIEW');
      break;
    case 'refresh':
      check(isUnderReview && !act.voids && draft.base.version !== season.version, 'VOIDS_REVIEW');
      break;
    case 'convert':
      check(draft?.adjustment !== null, 'DRAFT_STATUS');
      check(!season.isFinal || !isGrounded(act.said), 'INVALID_INPUT');
      check(isUnderReview && !act.voids, 'VOIDS_REVIEW');
      break;
    case 'submit':
      check(isUnderReview, 'DRAFT_STATUS');
      check(season.isFinal && draft?.adjustment === null, 'NEEDS_ADJUSTMENT');
      check(draft !== null && isSame(draft.goals, draft.base.goals), 'NO_CHANGES');
      break;
    case 'withdrawSubmission':
      check(draft?.status !== 'SUBMITTED', 'DRAFT_STATUS');
      check(draft !== null && !isOwn(draft.submitters), 'FORBIDDEN');
      break;
    case 'return':
      check(!isUnderReview, 'DRAFT_STATUS');
      break;
    case 'approve':
      check(draft?.status !== 'SUBMITTED', 'DRAFT_STATUS');
      check(draft !== null && isOwn([...draft.openers, ...draft.editors]), 'OWN_EDITS');
      break;
    case 'promote':
      check(draft?.status !== 'APPROVED', 'DRAFT_STATUS');
      check(draft !== null && isOwn([...draft.openers, ...draft.editors]), 'OWN_EDITS');
      check(season.isFinal && draft?.adjustment === null, 'NEEDS_ADJUSTMENT');
      break;
    case 'discard':
      check(act.said.reason === null, 'INVALID_INPUT');
      break;
    case 'annotate':
      check(season.isFinal && !isGrounded(act.said), 'INVALID_INPUT');
      break;
    case 'sealDown':
      check(season.isFinal, 'STAGE_OUT_OF_ORDER');
      // It came down with a document, whose number has to be said.
      check(act.said.document === null, 'INVALID_INPUT');
      break;
    case 'withdrawDown':
      check(!season.isFinal, 'WITHDRAWN');
      check(act.by.role !== 'admin' && issuerFor(act) !== season.issuer, 'FORBIDDEN');
      check(!isGrounded(act.said), 'INVALID_INPUT');
  }
  return faults;
}

const editing = ['open', 'editBudget', 'edit', 'refresh', 'convert', 'submit', 'withdrawSubmission', 'annotate'];

/** Editors act in their own unit; who only reads, nowhere. */
function mayAct({ kind, by }: Act, { unit }: ExpectedSeason, hasOpened: boolean): boolean {
  if (by.role === 'editor') return by.unit === unit && (editing.includes(kind) || (kind === 'discard' && hasOpened));
  return ['reviewer', 'finance', 'admin'].includes(by.role);
}

function isGrounded({ reason, document }: Said): boolean {
  return reason !== null && document !== null;
}
