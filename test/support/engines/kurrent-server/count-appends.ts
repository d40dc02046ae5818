import type { KurrentServer } from './kurrent-server.js';

/** How many appends the server takes from now on. */
export function countAppends({ log }: KurrentServer): () => number {
  let appends = 0;
  log.onAppend(() => (appends += 1));
  return () => appends;
}
