import type { Position } from '../../../events/position.js';
import type { DraftRow } from '../../../projections/draft-rows.js';
import type { ProjectedSave } from '../../../projections/rows.js';
import type { Points } from './points.js';
import type { StandBy } from '../writer-locked.js';
import type { Snapshot, Snapshots } from './snapshots.js';

export interface WriterOptions {
  /** Whether a new copy is filled beside the one that serves. */
  rebuild?: boolean;
  /** Waits for its turn while another projector leads; absent: that is `WriterLocked`. MUST open no connection for each look. */
  standBy?: StandBy;
}

export interface Checkpoint {
  /** Last position whose save has been applied; `ledgerStart` before the first. */
  position: Position;
  /** The ledger's clock there (RFC 3339 UTC); the empty string before the first save. */
  clock: string;
  /** Of the event there: whether it is still that one can be seen of it. Absent: before the first save, or not kept then. */
  leafHash?: string;
  /** Of the last correction of clocks that is applied: times may have resolved to other positions before. Absent: none is. */
  corrected?: Position;
}

/** The ledger's clock at the end of a save, as a correction has it. */
export interface ClockAt {
  position: Position;
  clock: string;
}

/** A projection met an event that it cannot apply, and stopped there. */
export interface Halt {
  position: Position;
  eventId: string;
  message: string;
  /** The event is not what was recorded; absent: this program does not know what to make of it. */
  isAltered?: true;
  /** RFC 3339 UTC. */
  since: string;
}

/**
 * Another projector fills the read model now. What was applied holds; nothing that this one has sent since, or sends from
 * now on, is seen by any reader.
 */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  readonly code = 'LEASE_LOST';
}

/**
 * The one writer, until another takes its place: then `apply`, `halt` and `serve` throw `LeaseLost` on engines that
 * several processes share. What it reads back is of the copy that it fills, whether that serves or not. */
export interface ReadModelWriter extends Snapshots, Pick<Points, 'saveAt' | 'lastSave'> {
  /** Aborts with `LeaseLost` once that is known, though nothing is applied; absent: nobody can take this one's place. */
  readonly lost?: AbortSignal;

  checkpoint(): Promise<Checkpoint>;

  /**
   * Applies saves and moves the checkpoint, together: after a crash either all of it is there or none.
   * MUST be idempotent where the engine has no transaction (a save at or before the checkpoint changes nothing).
   * The checkpoint is written last, and no reader passes it: half a save is never seen.
   * Snapshots replace the stream's older one.
   * @param clocks of saves that were applied before, and whose clock was wrong; nothing else of them changes
   */
  apply(
    saves: readonly ProjectedSave[],
    snapshots: readonly Snapshot[],
    checkpoint: Checkpoint,
    clocks?: readonly ClockAt[],
  ): Promise<void>;

  /** Remembered until the next `apply`. Where no copy serves yet, the one that halted does. */
  halt(halt: Halt): Promise<void>;

  /** null: no content has this hash. */
  content(hash: string): Promise<string | null>;

  /** As its newest save left it; null: unknown. */
  draft(draftId: string): Promise<DraftRow | null>;

  /**
   * Makes the copy that this writer has filled the one that readers are answered from, in one step; before, no reader
   * sees it. Whoever calls it has filled it as far as the one that serves: a feed goes on behind a position.
   */
  serve(): Promise<void>;

  close(): Promise<void>;
}
