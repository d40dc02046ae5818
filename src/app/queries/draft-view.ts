import type { ReviewRound } from '../../../projections/draft-rows.js';
import type { Deed } from '../../../projections/sealing-rows.js';
import type { Basis, DraftView, Recorded, ReviewDecisionView, ReviewRoundView } from '../../../services/services.js';
import type { DraftAsOf, Seals } from '../../ports/read-model.js';
import type { AnnotationsOf, OfSave } from './annotated.js';
import { annotationsOf } from './annotated.js';

type DraftPoint = Pick<Basis, 'position' | 'recordedAt' | 'live'>;

/** A draft as its readers see it, at a point. */
export function draftView(readModel: Pick<Seals, 'annotations'>, found: DraftAsOf, at: DraftPoint): DraftView {
  return viewOf(
    found,
    at,
    annotationsOf(readModel, async () => [promotionOf(found)], at.position),
  );
}

/** The same for each; what was said about the promotions is read together. */
export function draftViews(
  readModel: Pick<Seals, 'annotations'>,
  found: readonly DraftAsOf[],
  at: DraftPoint,
): DraftView[] {
  const annotations = annotationsOf(readModel, async () => found.map(promotionOf), at.position);
  return found.map((each) => viewOf(each, at, annotations));
}

/** The budget's save that took it in; null: none did. */
function promotionOf({ draft, promoted }: DraftAsOf): OfSave | null {
  return promoted && { budgetId: draft.budgetId, draftId: null, version: promoted.savedAs };
}

function viewOf(found: DraftAsOf, at: DraftPoint, annotations: AnnotationsOf): DraftView {
  const { draft, promoted } = found;
  const { draftId: id, budgetId, name, adjustment, version, opened, rounds, discarded } = draft;
  const lastRound = rounds.at(-1);
  return {
    id,
    budgetId,
    name,
    adjustment,
    version,
    // A promotion is recorded in the budget's stream, not in the draft's own.
    status: promoted === null ? draft.status : 'PROMOTED',
    baseVersion: draft.base.version,
    openedOnVersion: draft.openedOn.version,
    ...recordedIn(opened),
    editors: draft.editors.map((editor) => ({ id: editor })),
    rounds: rounds.map(roundView),
    approval: draft.status === 'APPROVED' && lastRound ? decisionView(lastRound) : null,
    promotion: promoted && {
      version: promoted.savedAs,
      draftVersion: promoted.version,
      changesHash: promoted.changesHash,
      contentHash: promoted.contentHash,
      ...recordedIn(promoted),
      annotations: () => annotations(promotionOf(found)),
    },
    discard: discarded && recordedIn(discarded),
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
  const { version, submitted, voidedBy } = round;
  return {
    number: index + 1,
    version,
    submission: { version: submitted.savedAs, ...recordedIn(submitted) },
    decision: decisionView(round),
    voidedByVersion: voidedBy,
  };
}

function decisionView({ outcome, decided, opinion, remarks }: ReviewRound): ReviewDecisionView | null {
  if (outcome === null || decided === null) return null;
  return { version: decided.savedAs, outcome, opinion, remarks, ...recordedIn(decided) };
}

export function recordedIn({ position, recordedAt, actor, reason, basisDocument }: Deed): Recorded {
  return { position, recordedAt, actor, reason, basisDocument };
}
