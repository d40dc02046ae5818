/** What every command says about itself, and is answered. */
import type { DraftStatus } from '../events/draft/draft.state.js';
import type { EventSource } from '../events/envelope.js';
import type { Position } from '../events/position.js';
import type { Refusal } from '../events/refusal.js';
import type { RecordedEvent } from '../events/upcast.js';
import type { ChangedCell } from '../projections/rows.js';
import type { SaveKind } from '../projections/sealing-rows.js';
import type { Caller } from './caller.js';
import type { Basis } from './points.js';

export interface CommandRequest {
  caller: Caller;
  /** null: the server makes one, and a retry cannot be recognised. */
  commandId: string | null;
  reason: string | null;
  basisDocument: string | null;
  /**
   * The version of what the command rests on that whoever asks was looking at: if that has changed since, the command is
   * refused. null or absent: whatever is there now.
   */
  expectedVersion?: number | null;
  /** What the client sent, as JSON: hashed, so that one id cannot stand for two commands. */
  payload: unknown;
  source: EventSource;
}

export type CommandAnswer<Outcome = Done> =
  | { refused: false; done: Outcome }
  /** Nothing was stored. */
  | { refused: true; refusals: readonly Refusal[] };

/** An accepted command: what a reader of `basis` sees includes it. */
export interface Done {
  budgetId: string;
  /** The draft that it was done in; null: the budget itself. */
  draftId: string | null;
  version: number;
  position: Position;
  basis: Basis;
  /** Of the save, in order; empty if the command changed nothing. */
  events: readonly RecordedEvent[];
  /** The same command had been done before, and this is its answer. */
  repeated: boolean;
  /** Whether the read model showed it in time; otherwise it is stored all the same, and readers of `basis` may have to wait. */
  isShown: boolean;
}

/** The same methods, answering with another outcome. */
export type Answering<Methods, Outcome> = {
  [Name in keyof Methods]: Methods[Name] extends (request: infer Request) => unknown
    ? (request: Request) => Promise<CommandAnswer<Outcome>>
    : never;
};

/** What a command would do, if it were done now. */
export interface ChangePreview {
  budgetId: string;
  /** The draft that it would be done in, or that it is about; null: the budget itself. */
  draftId: string | null;
  /** Of the table as it stands. */
  version: number;
  /** What the save would be; null: the command changes nothing. */
  kind: SaveKind | null;
  /** Where the draft would stand behind it; null: it is not about a draft. */
  status: DraftStatus | null;
  /** Cell by cell. */
  changes: ChangedCell[];
  /** Whether it would make void a submission or an approval of the draft. */
  voidsReview: boolean;
}
