/**
 * The event store: the only truth. One stream per budget, one per draft, and one of what the ledger says of itself; one
 * append is one save, all or nothing.
 *
 * Nothing here may be read as a promise that positions are dense, that an append and its projection share a
 * transaction, or that two streams can be appended to at once.
 */
import type { LostEnd } from '../../events/ledger/ledger.events.js';
import type { Position } from '../../events/position.js';
import type { StoreFault } from './store-fault.js';

export type { LostEnd } from '../../events/ledger/ledger.events.js';
export type { Position } from '../../events/position.js';
export { ledgerStart } from '../../events/position.js';
export { WriterLocked } from './writer-locked.js';

export interface NewEvent {
  /** UUID, unique in the ledger. */
  id: string;
  type: string;
  /** The event as it is stored and proven: canonical JSON (RFC 8785) of envelope and data, at most 65,535 bytes. */
  body: string;
  /** `leafHash(body)`, made by whoever made the body and kept beside it, so that a body altered later does not fit it. */
  leafHash: string;
}

/** One atomic append. */
export interface NewSave {
  stream: string;
  /** Revision of the stream's last event; −1: the stream does not exist. Never "any". */
  expectedRevision: number;
  /** The version that this save makes: of a budget from 1, of a draft from 0, which is its base. */
  version: number;
  commandId: string;
  /** SHA-256, hex, of the command's payload. */
  commandHash: string;
  /**
   * When the save is too old to be sent, in milliseconds since the epoch by this process's clock; absent: never. It says
   * the time at which it was made, and what lands long after that time could stand before what was answered.
   */
  sendBefore?: number;
  /**
   * A position that was given once and is lost: the save MUST be behind it, and it MUST NOT be given again, where the engine
   * counts positions itself. Absent: nothing is lost.
   */
  behind?: Position;
  /** At least one. Revisions are expectedRevision + 1, + 2, … in this order. */
  events: readonly NewEvent[];
}

/** What a command came to; derivable from the events that carry its id. */
export interface CommandOutcome {
  commandId: string;
  commandHash: string;
  stream: string;
  version: number;
  firstRevision: number;
  lastRevision: number;
  /** Positions of the save's first and last event. */
  firstPosition: Position;
  lastPosition: Position;
}

export interface StoredEvent extends NewEvent {
  position: Position;
  stream: string;
  revision: number;
}

/** Reading. Safe beside a writer in another thread or process. */
export interface EventReader {
  /**
   * Whether several may append at once, each in a process of its own. MUST be false only where the engine keeps every other
   * writer away while one has it open: then what that one has appended is all there is, and a state in its memory is
   * never old. Where it is true, whoever decides confirms against the end of the stream what it does not append, and
   * times are answered only once nothing can still land at or before them.
   */
  readonly sharedWriters: boolean;

  /**
   * The position of the last event, `ledgerStart` if there is none. On a store that appends: MUST be answered after
   * every append issued before it has succeeded or failed, so that no event recorded before the call appears behind it.
   */
  head(): Promise<Position>;

  /** At most `limit` events of one stream in revision order, the first at `fromRevision`. Unknown stream: []. */
  readStream(stream: string, fromRevision: number, limit: number): Promise<StoredEvent[]>;

  /** At most `limit` events in ledger order, strictly after `after`. Fewer than `limit`: the end was reached. */
  readAll(after: Position, limit: number): Promise<StoredEvent[]>;

  /** The event at exactly this position, or null. */
  readAt(position: Position): Promise<StoredEvent | null>;

  /**
   * The outcome of an appended command, null if none is known under that id. MUST see every acknowledged append.
   * Absent: the engine has no index of commands; what a command came to is read from the events that carry its id.
   */
  findCommand?(commandId: string): Promise<CommandOutcome | null>;

  /**
   * Up to where the ledger once reached, if it does not now, or has another event there, and nobody has accepted that: an
   * older copy, a cut log, another ledger. null: nothing is known to be lost. Absent: the engine keeps no mark of it.
   */
  lost?(): Promise<LostEnd | null>;

  /**
   * Everything strictly after `after`, in ledger order, then what is appended from now on, each event once, no gap
   * between the two. Batches are not empty and MAY cut through a save. MUST end when `signal` aborts, and MUST throw
   * `StoreUnavailable` if the store is lost. A slow consumer slows itself only.
   */
  follow(after: Position, signal: AbortSignal): AsyncIterable<readonly StoredEvent[]>;

  close(): Promise<void>;
}

export interface OpenOptions {
  /**
   * Opens a store that does not reach where it was known to (`lost`), to put on the record that this is accepted: only saves
   * that are placed behind what is lost are taken. Without it that is `RolledBack`.
   */
  despiteLoss?: boolean;
}

export interface EventStore extends EventReader {
  /**
   * Appends one save and acknowledges it only when it is durable (its bytes have been fsynced, or replicated).
   *
   * Saves issued without waiting MUST be tried in the order of the calls for each stream, and MAY share a commit; a
   * save that fails leaves nothing behind, and the later ones that expected its revision then fail as conflicts. Where
   * others may write beside this one that holds for all that is issued before the failure could be heard of, even if the
   * stream has come to just that revision by what somebody else wrote: it was decided on a state that never was.
   *
   * @throws RevisionConflict the stream's last revision is another; nothing stored
   * @throws CommandRepeated the commandId was appended before, with its outcome; nothing stored. Checked before the
   *   revision, by engines that have `findCommand`; with another, whoever appends has looked for the command, and looks
   *   again after a conflict. Never left to the engine's own deduplication.
   * @throws AppendExpired `sendBefore` was over before it could be sent; nothing stored. Once it has been sent, its attempts
   *   end by then, and where the outcome is not known it is StoreUnavailable
   * @throws AppendTooLarge over the engine's bound for one append; nothing stored
   * @throws StorageFull there is no room for it; nothing stored. Later ones are taken once there is room again
   * @throws NothingStored the store takes nothing now, and nothing of the save is stored. MUST be told in place of
   *   StoreUnavailable wherever that is certain
   * @throws StoreUnavailable the outcome is unknown: look for the command before trying again
   */
  append(save: NewSave): Promise<CommandOutcome>;

  /**
   * Why appends cannot succeed now, though the store can be read; null: nothing of that is known. Absent: the engine does not
   * say. What has been mended MUST NOT be told any more, though nobody has appended since.
   */
  fault?(): Promise<Error | null>;

  /**
   * Told of each fault once, as it begins, whoever meets it: a store mends itself where it can, and whoever runs it has to
   * know. What does not keep appends from succeeding (a log that cannot be emptied) is told, too. Absent: the engine does
   * not say.
   */
  onFault?(tell: (fault: StoreFault) => void): void;

  /** What whoever runs the ledger has to know of this opening; null or absent: nothing. */
  readonly notice?: { zh: string; en: string } | null;
}

export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict';
  readonly code = 'REVISION_CONFLICT';
  constructor(
    readonly stream: string,
    readonly expectedRevision: number,
    /** −1: the stream does not exist. */
    readonly actualRevision: number,
  ) {
    super(`${stream} is at revision ${actualRevision}, not ${expectedRevision}`);
  }
}

export class CommandRepeated extends Error {
  override readonly name = 'CommandRepeated';
  readonly code = 'COMMAND_REPEATED';
  constructor(readonly outcome: CommandOutcome) {
    super(`command ${outcome.commandId} was appended before, as version ${outcome.version} of ${outcome.stream}`);
  }
}

export class AppendExpired extends Error {
  override readonly name = 'AppendExpired';
  readonly code = 'APPEND_EXPIRED';
  constructor(readonly stream: string) {
    super(`a save of ${stream} waited too long to be sent`);
  }
}

export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';
  readonly code = 'APPEND_TOO_LARGE';
  constructor(
    readonly bytes: number,
    readonly bound: number,
    /** What the engine calls the bound, for whoever can raise it; null: it cannot be raised. */
    readonly setting: string | null = null,
  ) {
    super(`one append of ${bytes} bytes is over the engine's bound of ${bound}`);
  }
}

export class StorageFull extends Error {
  override readonly name = 'StorageFull';
  readonly code = 'STORAGE_FULL';
  readonly messageEn: string;
  constructor(
    /** What is full. */
    readonly location: string,
  ) {
    super(`${location} 所在的磁盘已满，没有保存；请腾出空间后重试。`);
    this.messageEn = `The disk of ${location} is full, and nothing was saved; make room, then try again.`;
  }
}

export class StoreUnavailable extends Error {
  override readonly name: string = 'StoreUnavailable';
  readonly code = 'STORE_UNAVAILABLE';
}

/** An append that was not tried, or that is known to have left nothing. */
export class NothingStored extends StoreUnavailable {
  override readonly name = 'NothingStored';
}
