import type { ActorRef } from '../events/envelope.js';
import type { SaveRow } from '../projections/rows.js';
import type { ControlDifference } from '../events/sealing/sealing.events.js';
import type { AnnotationRow, Deed, SealRow } from '../projections/sealing-rows.js';
import type { Basis } from './points.js';

/** Who did something, when and why. */
export interface DeedView extends Pick<Deed, 'position' | 'reason' | 'basisDocument'> {
  at: string;
  by: ActorRef;
}

/** A seal, and who withdrew it, if that has happened at the point that it is read at. */
export interface SealView extends Omit<SealRow, 'sealId' | 'recordedAt' | 'savedAs' | 'controlDifference'> {
  id: string;
  sealedAt: string;
  controlDifference: ControlDifferenceView[];
  withdrawn: DeedView | null;
  /** Where it is read: what of it has happened by then is told. */
  basis: Basis;
}

/** `delta`: sum − limit. */
export interface ControlDifferenceView extends ControlDifference {
  /** The sum of the table, as in a check: `totals.other`. */
  path: string;
  delta: string;
}

/** That the control number was withdrawn, in the save `version`. */
export interface ControlNumberWithdrawalView extends Omit<Deed, 'savedAs'> {
  version: number;
}

/** A save, with what was said about it by the point that it is read at; looked up for a whole page at once. */
export type VersionView = SaveRow & { annotations(): Promise<AnnotationRow[]>; basis: Basis };
