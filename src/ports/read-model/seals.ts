import type { Position } from '../../../events/position.js';
import type {
  AnnotationRow,
  ControlNumberRow,
  SealRow,
  WithdrawnControlNumber,
  WithdrawnSeal,
} from '../../../projections/sealing-rows.js';
import type { Said, SaveSpan } from '../lists.js';

/** A seal as it stood at a position. */
export interface SealAsOf {
  seal: SealRow;
  /** Who withdrew it; null: it was in force then. */
  withdrawn: WithdrawnSeal | null;
}

/** Both null: none was ever issued. */
export interface ControlNumberAsOf {
  inForce: ControlNumberRow | null;
  /** Who withdrew the last one; null: it is in force. */
  withdrawn: WithdrawnControlNumber | null;
}

/** What is said about a budget's versions: seals, control numbers, annotations. */
export interface Seals {
  /** Every seal of the budget, in the order of sealing. */
  seals(budgetId: string, position: Position): Promise<SealAsOf[]>;

  /** null: unknown, or not sealed yet. */
  seal(sealId: string, position: Position): Promise<SealAsOf | null>;

  /** The same for each, in the order given. */
  sealsById(sealIds: readonly string[], position: Position): Promise<(SealAsOf | null)[]>;

  /** What was issued or withdrawn last by then. */
  controlNumber(budgetId: string, position: Position): Promise<ControlNumberAsOf>;

  /** What was said by then about each of the saves, oldest first; a seek for each version, in the order given. */
  annotations(budgetId: string, versions: readonly number[], position: Position): Promise<AnnotationRow[][]>;

  /**
   * The saves of which a correction by then says this text ('': that there should be none), each once, in
   * ledger order, whatever their budget. Corrections are made one by one, by hand, so they are few.
   */
  correctedSaves(said: Said, text: string, position: Position, exact?: boolean): Promise<SaveSpan[]>;
}
