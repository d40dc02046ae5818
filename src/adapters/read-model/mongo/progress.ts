import type { Position } from '../../../ports/event-store.js';
import { StoreUnavailable } from '../../../ports/event-store.js';
import type { Leader, Progress } from '../../../ports/read-model.js';
import type { Connection } from './connection.js';
import { answered } from './failures.js';
import type { Serving, Sight } from './serving.js';
import type { Views } from './views.js';
import { checkpointOf, readBeat } from './views.js';

/** How often it is looked where somebody waits for what was just recorded, and where one waits for whatever comes. */
const pollMs = { reached: 20, advanced: 200 };

/** A holder whose last beat is older is not named: another takes over now. */
const silentMs = 10_000;

export function progressOf({ look, closed }: Serving, connection: Connection): Progress {
  return {
    async status() {
      const { state } = await look();
      return { ...checkpointOf(state), halt: state.halt };
    },

    leader: async () => leaderIn((await look()).views, connection),

    async reached(position: Position, timeoutMs: number): Promise<boolean> {
      const until = performance.now() + timeoutMs;
      for (;;) {
        const sight = await lookOrWait(look);
        if (sight !== null && sight.state.position >= position) return true;
        const left = until - performance.now();
        if (left <= 0 || closed.aborted || (sight !== null && sight.state.halt !== null)) return false;
        await pause(Math.min(left, pollMs.reached), closed);
      }
    },

    async advanced(position: Position, signal: AbortSignal): Promise<void> {
      const over = AbortSignal.any([signal, closed]);
      while (!over.aborted) {
        const sight = await lookOrWait(look);
        if (sight !== null && sight.state.position > position) return;
        await pause(pollMs.advanced, over);
      }
    },
  };
}

/** Nothing is seen while the server does not answer; whoever waits goes on waiting. */
async function lookOrWait(look: Serving['look']): Promise<Sight | null> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof StoreUnavailable) return null;
    throw error;
  }
}

/** Who holds the lease; null: nobody, or one that has fallen silent. By the server's clock alone. */
export async function leaderIn({ holder }: Views, connection: Connection): Promise<Leader | null> {
  const [beat, hello] = await answered(connection.place, () =>
    Promise.all([readBeat(connection), connection.database.command({ hello: 1 })]),
  );
  const { localTime } = hello as unknown as { localTime: Date };
  const isSilent = beat === null || localTime.getTime() - beat.at.getTime() > silentMs;
  return holder === null || isSilent ? null : { process: holder };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
