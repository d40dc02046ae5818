import type { Position } from '../../../events/position.js';
import { ledgerStart } from '../../../events/position.js';
import type { Progress } from '../../ports/read-model.js';

/** The end of what the read model shows, watched once for everybody who waits for it to move. */
export interface HeadWatch {
  /** The end, once it is behind the position; null: the signal aborted first. */
  behind(position: Position, signal: AbortSignal): Promise<Position | null>;
}

interface Wait {
  moved: Promise<void>;
  stop: AbortController;
  waiting: number;
}

export function headWatch(readModel: Progress): HeadWatch {
  let newest: Position = ledgerStart;
  let shared: Wait | null = null;

  function beginning(): Wait {
    const stop = new AbortController();
    const wait: Wait = { stop, waiting: 0, moved: moved(stop.signal).finally(() => leave(wait)) };
    shared = wait;
    return wait;
  }

  async function moved(signal: AbortSignal): Promise<void> {
    await readModel.advanced(newest, signal);
    if (signal.aborted) return;
    const { position } = await readModel.status();
    if (position > newest) newest = position;
  }

  function leave(wait: Wait): void {
    if (shared === wait) shared = null;
  }

  return {
    async behind(position, signal) {
      if (position > newest) newest = position;
      while (newest <= position && !signal.aborted) {
        const wait = shared ?? beginning();
        wait.waiting += 1;
        try {
          await unlessAborted(wait.moved, signal);
        } finally {
          wait.waiting -= 1;
          if (wait.waiting === 0) {
            leave(wait);
            wait.stop.abort();
          }
        }
      }
      return signal.aborted ? null : newest;
    },
  };
}

/** Settles as the work does, or when the signal aborts. */
async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  let stop = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
    signal.addEventListener('abort', stop);
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
