/**
 * What every event says about itself, whatever it is about. Names and fields are the storage format: once an event has
 * landed it is never edited, only upcast on read (`upcast.ts`).
 */
export interface EventEnvelope<Type extends string = string, Data = unknown> {
  /** UUIDv7. */
  id: string;
  type: Type;
  /** Of this type's `data`, from 1. */
  schemaVersion: number;
  /** `budget-<id>`, `draft-<id>`, or `ledger`: what the ledger says of itself. */
  stream: string;
  /** Place in the stream, from 0, without holes. */
  revision: number;
  /**
   * Number of the save that this event belongs to, from 1 (of a draft from 0: its opening); the same in all its events.
   */
  version: number;
  /** True on the last event of a save: a reader that has seen it has seen the whole save. */
  endsSave: boolean;
  /** The server's time, RFC 3339 in UTC with milliseconds. */
  recordedAt: string;
  actor: ActorRef;
  reason: string | null;
  /** 文号 of the document that the edit rests on. */
  basisDocument: string | null;
  commandId: string;
  /** SHA-256, hex, of the command's canonical payload: tells a retry from another command under the same id. */
  commandHash: string;
  correlationId: string;
  causationId: string | null;
  source: EventSource;
  data: Data;
}

/** Who acted. Ids only: people's names are in no event, a directory beside the ledger maps ids to names. */
export interface ActorRef {
  id: string;
  role: string;
  unit: string | null;
  onBehalfOf: string | null;
}

/** How the edit came in. */
export type EventSource =
  | { kind: 'api' }
  | { kind: 'cli' }
  | {
      kind: 'import';
      fileName: string;
      sha256: string;
      /** Of the row in the file, from 1; null: no single line. */ line: number | null;
    }
  | ({ kind: 'revert' } & Reverted)
  /** What events of a draft had set, taken into its budget. */
  | ({ kind: 'promote'; draft: string } & Origins)
  /** What events of the budget had set, taken into a draft. */
  | ({ kind: 'refresh' } & Origins);

/**
 * Which event of the table that is merged had set what an event of the merge sets (`event`, by `editor`, in `version`).
 * `event` null: none of them had; it comes of the merge as a whole.
 */
export interface Origin {
  event: string | null;
  version: number;
  editor: string | null;
}

/** The origin of what an event of a merge sets, but for the cells that are named as those of others. */
export interface Origins extends Origin {
  /**
   * Absent from events that change no cell, and from older ones: these named one origin for a whole new row, also where
   * its name, class, fund user or place had been set again later.
   */
  others?: readonly CellOrigin[];
}

export interface CellOrigin extends Origin {
  /** Id. */
  row: string;
  /** null: every cell of the row that is not named by itself. */
  path: string | null;
}

/** What a revert undid: a cell's change (`<event id>:<ordinal>`), an event, a save; or what it set to which version. */
export type Reverted =
  | { change: string }
  | { event: string }
  | ({ save: number } & VersionsOf)
  /** `row`: id of the row. */
  | ({ row: string; toVersion: number } & VersionsOf)
  /** `table`: id of the budget. */
  | ({ table: string; toVersion: number } & VersionsOf);

interface VersionsOf {
  /** In a draft: the version is its budget's. Absent: it is the version of the table that was set back. */
  ofBudget?: true;
}

/** An event without what is only known when it is appended: stream, revision, version, time and its command. */
export interface Fact<Type extends string = string, Data = unknown> {
  type: Type;
  data: Data;
}

/** The largest canonical JSON of one event, in bytes: the bound of an entry in a C2SP tlog-tiles log. */
export const maxEventBytes = 65_535;
