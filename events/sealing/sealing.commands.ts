import type { AskedBy } from '../budget/roles.js';
import type { Resting } from '../budget/seen.js';
import type { Grounds } from '../draft/adjustment.js';
import type { ControlNumber, Issuer, Stage } from './sealing.events.js';

/** Commands about versions of the table as a whole; not every role may give each of them. */
export type SealingCommand = IssueControlNumber | WithdrawControlNumber | SealVersion | WithdrawSeal | AnnotateSave;

interface AboutVersions {
  by: AskedBy;
  budgetId: string;
  /** The version that was being looked at; null: whatever is there now. */
  expectedVersion: number | null;
  /** As the envelope will say. */
  grounds: Grounds;
}

export interface IssueControlNumber extends AboutVersions {
  type: 'IssueControlNumber';
  /** As people write amounts; null or absent: not limited, zero: a limit. */
  limits: { [Cell in keyof ControlNumber]?: string | null };
  /** As the envelope will say; so below. */
  basisDocument: string | null;
}

export interface WithdrawControlNumber extends AboutVersions {
  type: 'WithdrawControlNumber';
  reason: string | null;
}

export interface SealVersion extends AboutVersions {
  type: 'SealVersion';
  sealId: string;
  stage: Stage | null;
  /** null: what the stage is called. */
  name: string | null;
  /** null or empty: whoever seals. */
  approvedBy: string | null;
  /** Of 一下 and 二下: from which side it came down. */
  issuer: Issuer | null;
  /** Of 一下 and 二下: the day on the document, YYYY-MM-DD. */
  issuedOn: string | null;
  /** The day of the command in Beijing, YYYY-MM-DD. */
  today: string;
  /** Of 一下 and 二上: why there is no control number. */
  withoutControlNumber: string | null;
  reason: string | null;
  basisDocument: string | null;
  version: number;
  /** The table at that version, which is not in the state; null: there is none. */
  table: { contentHash: string; totals: Record<'fiscalAppropriation' | 'specialAccount' | 'other', string> } | null;
  /** Hash of the table that was being looked at, and the member of the input that gave it; null: none was given. */
  seen: { contentHash: string; by: 'contentHash' | 'expectedVersion' } | null;
}

export interface WithdrawSeal extends AboutVersions {
  type: 'WithdrawSeal';
  sealId: string;
  reason: string | null;
}

/** Corrects the reason or the document of a save. null: it stays; empty: the save should have had none. */
export interface AnnotateSave extends AboutVersions {
  type: 'AnnotateSave';
  version: number;
  reason: string | null;
  basisDocument: string | null;
  /** What the save says by now, corrections included: saying it again changes nothing. */
  said: {
    reason: string | null;
    basisDocument: string | null;
    /** The save that corrected it last; null: none did. */
    stamp: Resting['stamp'] | null;
  };
}
