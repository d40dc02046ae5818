import type { Position } from '../../../events/position.js';
import type { Checkpoint, Halt } from './writer.js';

/** The projector that fills a read model. */
export interface Leader {
  /** Its host and process id, or what else the engine keeps of it; null: nothing. */
  process: string | null;
}

/** How far the read model is, and waiting until it is further. */
export interface Progress {
  /** Checkpoint and halt of one moment. */
  status(): Promise<Checkpoint & { halt: Halt | null }>;

  /**
   * Who fills it now; null: nobody, so it stands still. One that has died MAY be named until its lease is over, at most 15
   * seconds.
   */
  leader(): Promise<Leader | null>;

  /** Waits until the checkpoint has reached the position; false if it has not within the time, or a projection halted. */
  reached(position: Position, timeoutMs: number): Promise<boolean>;

  /** Waits until the checkpoint is behind the position, or the signal aborts. */
  advanced(position: Position, signal: AbortSignal): Promise<void>;
}
