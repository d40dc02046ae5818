/** Which moment is asked about, who asks, and which moment was answered for. */
import type { Position } from '../events/position.js';
import type { Caller } from './caller.js';

/** What a client names. Exactly one member. */
export interface At {
  version?: number | null;
  /** RFC 3339 with an offset. */
  time?: string | null;
  /** YYYY-MM-DD: the end of that day in Asia/Shanghai. */
  date?: string | null;
  position?: string | null;
  /** The sealed version of the seal's budget; also of a seal that was withdrawn. */
  sealId?: string | null;
  /** Id of an event: the end of the save that it belongs to. */
  event?: string | null;
  draft?: AtDraft | null;
}

/** A draft now, or at one of its own versions (0: its base), or at a time or a position; at most one of them. */
export interface AtDraft {
  id: string;
  version?: number | null;
  time?: string | null;
  position?: string | null;
}

/** A budget at a point; `at`: null for the point that the question as a whole is read at. */
export interface BudgetAt {
  budgetId: string;
  at: At | null;
}

/** The one point that an answer is read at (基准). */
export interface Basis {
  position: Position;
  /** The ledger's clock there, RFC 3339 UTC. */
  recordedAt: string;
  /** Of the one budget that the answer is about; null for answers over many. */
  version: number | null;
  /** The draft that it is about, whose versions are its own; absent: the budget itself, or many. */
  draftId?: string;
  /** It is the newest point, asked for as such: what is read here moves on with the ledger. Absent: it stays as it is. */
  live?: true;
  /** Of the newest point: the last correction of clocks that it knows, by which times may resolve otherwise. Absent: there is none. */
  corrected?: Position;
}

/** Arguments that every root query takes. */
export interface RootArguments {
  /** Who asks. */
  caller: Caller;
  /** null: the head. */
  at: At | null;
  /** The newest point, shared by all root queries of one operation. */
  head: Basis;
  /**
   * Told how many rows of tables are about to be read in one go, of whole tables that is. It throws where that is not to be
   * done here; absent: it is.
   */
  beforeReading?: (rows: number) => void;
}
