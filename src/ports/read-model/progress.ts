import type { Position } from '../../../events/position.js';
import type { Checkpoint, Halt } from './writer.js';

/** How far the read model is, and waiting until it is further. */
export interface Progress {
  /** Checkpoint and halt of one moment. */
  status(): Promise<Checkpoint & { halt: Halt | null }>;

  /** Waits until the checkpoint has reached the position; false if it has not within the time, or a projection halted. */
  reached(position: Position, timeoutMs: number): Promise<boolean>;

  /** Waits until the checkpoint is behind the position, or the signal aborts. */
  advanced(position: Position, signal: AbortSignal): Promise<void>;
}
