import type { Position } from '../../../ports/event-store.js';
import type { Progress } from '../../../ports/read-model.js';
import { leaderIn } from './lock.js';
import { metaStatements } from './meta.js';
import type { Serving } from './serving.js';

/** @param directory whose lock says whether a projector is at work */
export function progressOf({ prepare, goOver, lookAround, waitForNews }: Serving, directory: string): Progress {
  const meta = metaStatements(prepare);
  return {
    async status() {
      lookAround();
      return meta.status();
    },

    leader: async () => leaderIn(directory),

    async reached(position: Position, timeoutMs: number): Promise<boolean> {
      const until = Date.now() + timeoutMs;
      for (;;) {
        goOver();
        if (meta.checkpoint().position >= position) return true;
        const left = until - Date.now();
        if (left <= 0 || meta.halt() !== null) return false;
        await waitForNews(left);
      }
    },

    async advanced(position: Position, signal: AbortSignal): Promise<void> {
      for (goOver(); !signal.aborted && meta.checkpoint().position <= position; goOver()) {
        await waitForNews(Infinity, signal);
      }
    },
  };
}
