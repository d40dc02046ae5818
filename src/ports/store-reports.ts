import type { Position } from '../../events/position.js';
import type { ReadModelWriter } from './read-model.js';

/** What an engine says about what it keeps, for whoever looks after it. */
export interface StoreReport {
  /** With its version. */
  engine: string;
  location: string;
  /** null: the engine does not say. */
  bytes: number | null;
  /** null: the engine has none that a client may ask for. */
  check: IntegrityCheck | null;
  /** What nobody has proven of this engine, and what could be lost as it is set up: each with what it means. */
  reminders: { zh: string; en: string }[];
}

/** The engine's own check of its files. */
export interface IntegrityCheck {
  /** What the engine calls it. */
  name: string;
  /** What it has found, in the engine's words; empty: nothing. */
  damage: string[];
}

export interface EventStoreReport extends StoreReport {
  events: number;
  streams: number;
  /** What has to be known of this version of the engine, where the program sees to it; null: nothing. */
  caution: { zh: string; en: string } | null;
}

export interface ReadModelReport extends StoreReport {
  /** Which copy serves, and the format of its tables; null: none. */
  serving: { generation: number; format: number | null; isReadable: boolean } | null;
  /** Whether a process fills it now. */
  isBeingWritten: boolean;
}

/** Views that serve, held against views that were made anew. */
export interface ComparedViews {
  /** How many tables were compared. */
  tables: number;
  /** Those in which rows are missing, too many, or not the same. */
  differences: { table: string; rows: number }[];
}

/** Fills views that are made anew, up to a position. */
export type FillViews = (writer: ReadModelWriter, upTo: Position) => Promise<void>;

/** The process that writes to a store. */
export interface Writer {
  /** null: not known. */
  pid: number | null;
}
