import type { DraftEvent } from '../events/draft/draft.events.js';
import type { ControlNumber, SealingEvent, VersionSealed } from '../events/sealing/sealing.events.js';
import type { ActorRef } from '../events/envelope.js';
import type { Position } from '../events/position.js';
import type { PositionedEvent } from './positioned-event.js';

/** What a save did: it edited the table, or it did something about versions of the table, which changes no cell. */
export type SaveKind = 'EDIT' | 'CONTROL_NUMBER' | 'SEAL' | 'SEAL_WITHDRAWAL' | 'ANNOTATION' | DraftSaveKind;

/** Of a draft's own saves, and of the one that takes it into the budget. */
export type DraftSaveKind =
  | 'DRAFT_OPENING'
  | 'SUBMISSION'
  | 'SUBMISSION_WITHDRAWAL'
  | 'RETURN'
  | 'APPROVAL'
  | 'REFRESH'
  | 'CONVERSION'
  | 'DISCARD'
  | 'PROMOTION';

/** Who did something about a version of the table, when and why: from an event's envelope. */
export interface Deed {
  /** Of the event. */
  position: Position;
  /** Of the save that it made. */
  savedAs: number;
  recordedAt: string;
  actor: ActorRef;
  reason: string | null;
  basisDocument: string | null;
}

export function deedOf({
  position,
  version: savedAs,
  recordedAt,
  actor,
  reason,
  basisDocument,
}: PositionedEvent): Deed {
  return { position, savedAs, recordedAt, actor, reason, basisDocument };
}

/** A seal as it was made (定稿); `version` is the one that it seals. */
export interface SealRow extends VersionSealed, Deed {
  budgetId: string;
}

export interface WithdrawnSeal extends Deed {
  sealId: string;
}

/** In force from its position on, until the next one of its budget. */
export interface ControlNumberRow extends ControlNumber, Deed {
  budgetId: string;
}

/** Corrects an earlier save. null: that member of the save stands; empty: the save should have had none. */
export interface AnnotationRow extends Deed {
  budgetId: string;
  /** The save that it is about. */
  version: number;
  correctedReason: string | null;
  correctedBasisDocument: string | null;
}

export interface SealingRows {
  seals: SealRow[];
  withdrawnSeals: WithdrawnSeal[];
  controlNumbers: ControlNumberRow[];
  annotations: AnnotationRow[];
}

/** What a save's events say about versions of the table. */
export function sealingRows(events: readonly PositionedEvent[], budgetId: string): SealingRows {
  const rows: SealingRows = { seals: [], withdrawnSeals: [], controlNumbers: [], annotations: [] };
  for (const event of events) {
    const deed = deedOf(event);
    if (event.type === 'VersionSealed') rows.seals.push({ ...event.data, budgetId, ...deed });
    if (event.type === 'SealWithdrawn') rows.withdrawnSeals.push({ ...event.data, ...deed });
    if (event.type === 'ControlNumberIssued') rows.controlNumbers.push({ ...event.data, budgetId, ...deed });
    if (event.type === 'SaveAnnotated') {
      const { version, ...corrected } = event.data;
      const correctedReason = corrected.reason ?? null;
      const correctedBasisDocument = corrected.basisDocument ?? null;
      rows.annotations.push({ budgetId, version, correctedReason, correctedBasisDocument, ...deed });
    }
  }
  return rows;
}

/** What a save did is what its command came to. Promotions and refreshes change cells, too, and say so themselves. */
export function saveKind(events: readonly PositionedEvent[]): SaveKind {
  for (const { type } of events) {
    if (type in kinds) return kinds[type as keyof typeof kinds];
  }
  return 'EDIT';
}

/** Of the events that change no cell; each has a kind. */
const kinds: Record<(SealingEvent | DraftEvent)['type'], SaveKind> = {
  ControlNumberIssued: 'CONTROL_NUMBER',
  VersionSealed: 'SEAL',
  SealWithdrawn: 'SEAL_WITHDRAWAL',
  SaveAnnotated: 'ANNOTATION',
  DraftOpened: 'DRAFT_OPENING',
  DraftSubmitted: 'SUBMISSION',
  SubmissionWithdrawn: 'SUBMISSION_WITHDRAWAL',
  DraftReturned: 'RETURN',
  DraftApproved: 'APPROVAL',
  DraftRefreshed: 'REFRESH',
  DraftConvertedToAdjustment: 'CONVERSION',
  DraftDiscarded: 'DISCARD',
  DraftPromoted: 'PROMOTION',
};
