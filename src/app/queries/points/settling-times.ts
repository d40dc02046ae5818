import { setTimeout } from 'node:timers/promises';
import { asClock } from '../../../../services/instants.js';
import type { Progress } from '../../../ports/read-model.js';
import { settledAfterMs } from '../../time-bounds.js';
import type { CatchingUp } from './catching-up.js';

export interface SettlingTools {
  readModel: Progress;
  /** Milliseconds since the epoch. */
  now: () => number;
  catchUp: CatchingUp;
  /** Whether others record, too: their clocks may be behind, and what they append may land late. */
  sharedWriters: boolean;
  /** Waits so many milliseconds. Default: by the machine's clock. */
  pause?: ((ms: number) => Promise<void>) | undefined;
}

/** As often as the read model is asked whether something later is recorded. */
const pauseMs = 50;

/**
 * Waits until everything recorded up to an instant is applied and nothing can be recorded at or before it any more, so
 * that its answer changes by a correction of the clock alone.
 * @returns the instant as the ledger's clock writes it
 * @throws QueryError NOT_YET_APPLIED
 */
export function settlingTimes(tools: SettlingTools): (instant: number) => Promise<string> {
  const { readModel, now, catchUp, sharedWriters, pause = (ms) => setTimeout(ms) } = tools;
  const waitMs = sharedWriters ? settledAfterMs : 0;
  return async (instant) => {
    const time = asClock(instant);
    // The ledger's clock never runs backwards: once it is past the time, nothing can come before it, however late it lands.
    const isPast = async () => (await readModel.status()).clock > time;
    // With one writer, something can still be recorded in the current millisecond.
    for (let left = instant + waitMs - now(); left >= 0; left = instant + waitMs - now()) {
      if (await isPast()) return time;
      await pause(Math.min(left + 1, pauseMs));
    }
    if (!(await isPast())) await catchUp.recorded(['at']);
    return time;
  };
}
