import type { ReviewRound } from '../../../projections/draft-rows.js';
import type { Deed } from '../../../projections/sealing-rows.js';
import type { Basis, DeedView, DraftView, ReviewRoundView } from '../../../services/services.js';
import type { DraftAsOf } from '../../ports/read-model.js';

/** A draft as its readers see it, at a point. */
export function draftView(
  { draft, promoted }: DraftAsOf,
  at: Pick<Basis, 'position' | 'recordedAt' | 'live'>,
): DraftView {
  const { draftId: id, budgetId, name, adjustment, version, opened, rounds, discarded } = draft;
  const approval = draft.status === 'APPROVED' ? rounds.at(-1)?.decided : null;
  return {
    id,
    budgetId,
    name,
    adjustment: adjustment !== null,
    adjustmentKind: adjustment?.kind ?? null,
    adjustmentReason: adjustment?.reason ?? null,
    adjustmentDocument: adjustment?.basisDocument ?? null,
    version,
    // A promotion is recorded in the budget's stream, not in the draft's own.
    status: promoted === null ? draft.status : 'PROMOTED',
    baseVersion: draft.base.version,
    openedOnVersion: draft.openedOn.version,
    openedBy: opened.actor,
    openedAt: opened.recordedAt,
    reason: opened.reason,
    basisDocument: opened.basisDocument,
    editors: draft.editors.map((editor) => ({ id: editor })),
    rounds: rounds.map(roundView),
    approvedBy: approval?.actor ?? null,
    approvedAt: approval?.recordedAt ?? null,
    promotedAs: promoted && {
      version: promoted.savedAs,
      draftVersion: promoted.version,
      changesHash: promoted.changesHash,
      contentHash: promoted.contentHash,
      ...deedView(promoted),
    },
    discarded: discarded && deedView(discarded),
    basis: {
      position: at.position,
      recordedAt: at.recordedAt,
      version,
      draftId: id,
      ...(at.live === true ? { live: true } : {}),
    },
  };
}

function roundView(round: ReviewRound, index: number): ReviewRoundView {
  const { version, submitted, outcome, decided, opinion, remarks, voidedBy } = round;
  return {
    number: index + 1,
    version,
    submittedBy: submitted.actor,
    submittedAt: submitted.recordedAt,
    outcome,
    decidedBy: decided?.actor ?? null,
    decidedAt: decided?.recordedAt ?? null,
    opinion,
    basisDocument: decided?.basisDocument ?? null,
    remarks,
    voidedByVersion: voidedBy,
  };
}

export function deedView({ position, recordedAt: at, actor: by, reason, basisDocument }: Deed): DeedView {
  return { at, by, reason, basisDocument, position };
}
