import type { ControlNumber, Stage } from './sealing.events.js';

/** What is asked about versions of the table as a whole; `role`: of whoever asks, who may not do everything. */
export type SealingCommand = IssueControlNumber | SealVersion | WithdrawSeal | AnnotateSave;

interface AboutVersions {
  budgetId: string;
  /** The version that was being looked at; null: whatever is there now. */
  expectedVersion: number | null;
}

export interface IssueControlNumber extends AboutVersions {
  type: 'IssueControlNumber';
  role: string;
  /** As people write amounts; null or absent: not limited, zero: a limit. */
  limits: { [Cell in keyof ControlNumber]?: string | null };
}

export interface SealVersion extends AboutVersions {
  type: 'SealVersion';
  role: string;
  sealId: string;
  stage: Stage | null;
  /** null: what the stage is called. */
  name: string | null;
  approvedBy: string;
  version: number;
  /** The table at that version, which is not in the state; null: there is none. */
  table: { contentHash: string; totals: Record<'fiscalAppropriation' | 'specialAccount' | 'other', string> } | null;
  /** Hash of the table that was being looked at, and which member of the input says so; null: it was not said. */
  seen: { contentHash: string; by: 'contentHash' | 'expectedVersion' } | null;
}

export interface WithdrawSeal extends AboutVersions {
  type: 'WithdrawSeal';
  role: string;
  sealId: string;
  /** As the envelope will say. */
  reason: string | null;
}

/** What the reason or the document of a save should have been; null: that stands, empty: it should have had none. */
export interface AnnotateSave extends AboutVersions {
  type: 'AnnotateSave';
  version: number;
  reason: string | null;
  basisDocument: string | null;
}
