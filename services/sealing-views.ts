import type { SaveRow } from '../projections/rows.js';
import type { ControlDifference, Issuer } from '../events/sealing/sealing.events.js';
import type { ControlNumberRow, SealRow } from '../projections/sealing-rows.js';
import type { Basis } from './points.js';
import type { Annotated, Recorded } from './recorded.js';

/** A seal, and who withdrew it, if that has happened at the point that it is read at. */
export interface SealView
  extends Omit<SealRow, 'sealId' | 'savedAs' | 'approvedBy' | 'issued' | 'controlDifference'>, Annotated {
  id: string;
  approvedBy: { id: string };
  /** Of 一下 and 二下; null: of other seals, and of those from before it was recorded. */
  issued: { issuer: Issuer; basisDocument: string; issuedOn: string } | null;
  controlDifference: ControlDifferenceView[];
  withdrawal: (Recorded & Annotated) | null;
  /** Where it is read: what of it has happened by then is told. */
  basis: Basis;
}

/** `path`: of the sum, as in `Check`; `delta`: sum − limit. */
export interface ControlDifferenceView extends ControlDifference {
  /** The sum of the table, as in a check: `totals.other`. */
  path: string;
  delta: string;
}

export type ControlNumberView = ControlNumberRow & Annotated;

/** That the control number was withdrawn, in the save `version`. */
export interface ControlNumberWithdrawalView extends Recorded, Annotated {
  version: number;
}

/** A save, with what was said about it by the point that it is read at; looked up for a whole page at once. */
export type VersionView = SaveRow & Annotated & { basis: Basis };
