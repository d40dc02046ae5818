import type { DraftEvent } from '../events/draft/draft.events.js';
import { limitsOf } from '../events/sealing/control-number.js';
import { liftsControlNumber } from '../events/sealing/sealing.events.js';
import type { ControlNumber, SealingEvent, VersionSealed } from '../events/sealing/sealing.events.js';
import type { ActorRef } from '../events/envelope.js';
import type { Position } from '../events/position.js';
import type { BudgetEvent } from '../events/budget/budget.events.js';
import type { PositionedEvent } from './positioned-event.js';

/** What a save did: it edited the table, or it did something about versions of the table, which changes no cell. */
export type SaveKind =
  'EDIT' | 'CONTROL_NUMBER' | 'CONTROL_NUMBER_WITHDRAWAL' | 'SEAL' | 'SEAL_WITHDRAWAL' | 'ANNOTATION' | DraftSaveKind;

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

/** In force from its position on, until the next one of its budget, or until it is withdrawn. */
export interface ControlNumberRow extends ControlNumber, Deed {
  budgetId: string;
}

/** From its position on no control number is in force, until the next one is issued. */
export interface WithdrawnControlNumber extends Deed {
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
  withdrawnControlNumbers: WithdrawnControlNumber[];
  annotations: AnnotationRow[];
}

/** Of a save that says nothing about versions. */
export function noSealingRows(): SealingRows {
  return { seals: [], withdrawnSeals: [], controlNumbers: [], withdrawnControlNumbers: [], annotations: [] };
}

/** What a save's events say about versions of the table. */
export function sealingRows(events: readonly PositionedEvent[], budgetId: string): SealingRows {
  const rows = noSealingRows();
  for (const event of events) {
    const deed = deedOf(event);
    if (event.type === 'VersionSealed') rows.seals.push({ ...event.data, budgetId, ...deed });
    if (event.type === 'SealWithdrawn') rows.withdrawnSeals.push({ ...event.data, ...deed });
    if (lifts(event)) rows.withdrawnControlNumbers.push({ budgetId, ...deed });
    else if (event.type === 'ControlNumberIssued') {
      rows.controlNumbers.push({ ...limitsOf(event.data), budgetId, ...deed });
    }
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
export function saveKind(events: readonly BudgetEvent[]): SaveKind {
  for (const event of events) {
    if (lifts(event)) return 'CONTROL_NUMBER_WITHDRAWAL';
    const { type } = event;
    if (type in kinds) return kinds[type as keyof typeof kinds];
  }
  return 'EDIT';
}

function lifts(event: BudgetEvent): boolean {
  return (
    event.type === 'ControlNumberWithdrawn' || (event.type === 'ControlNumberIssued' && liftsControlNumber(event.data))
  );
}

/** Of the events that change no cell; each has a kind, but for the one that makes no version. */
const kinds: Record<Exclude<(SealingEvent | DraftEvent)['type'], 'DraftHeld'>, SaveKind> = {
  ControlNumberIssued: 'CONTROL_NUMBER',
  ControlNumberWithdrawn: 'CONTROL_NUMBER_WITHDRAWAL',
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
