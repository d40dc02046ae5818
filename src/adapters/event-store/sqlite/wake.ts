import { realpathSync } from 'node:fs';
import { BroadcastChannel } from 'node:worker_threads';

/** Tells every reader of the directory, in any thread of the process, that something was appended. */
export function openWake(directory: string): { ring(): void; close(): void } {
  const channel = new BroadcastChannel(nameOf(directory));
  channel.unref();
  return { ring: () => channel.postMessage(0), close: () => channel.close() };
}

export interface Waiter {
  /** Resolves at the next ring since the last call, at the latest after the poll interval, or when the signal aborts. */
  next(): Promise<void>;
  close(): void;
}

/** Other processes do not hear the ring; this is how long they can take to notice. */
const pollMs = 250;

export function waitForWake(directory: string, signal: AbortSignal): Waiter {
  const channel = new BroadcastChannel(nameOf(directory));
  channel.unref();
  let rung = false;
  let resolve: (() => void) | null = null;
  const wake = () => {
    rung = true;
    resolve?.();
  };
  channel.onmessage = wake;
  signal.addEventListener('abort', wake);
  return {
    async next() {
      if (!rung && !signal.aborted) {
        const poll = setTimeout(wake, pollMs);
        await new Promise<void>((done) => (resolve = done));
        clearTimeout(poll);
        resolve = null;
      }
      rung = false;
    },
    close() {
      signal.removeEventListener('abort', wake);
      channel.close();
    },
  };
}

function nameOf(directory: string): string {
  return `budget-ledger events ${realpathSync(directory)}`;
}
