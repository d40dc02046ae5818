/** Where in the log a position leads. */
import type { EventLog, LoggedEvent } from './event-log.js';

/** Index of the first event that is not before (commit, prepare). */
export function indexAt({ events }: EventLog, commit: bigint, prepare: bigint): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { position } = events[middle] as LoggedEvent;
    if (position < commit || (position === commit && position < prepare)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Records begin only where one begins; beyond the end there is nothing to read, which is no error. */
export function isBoundary(log: EventLog, commit: bigint): boolean {
  if (commit === 0n || commit >= log.end()) return true;
  return log.events[indexAt(log, commit, 0n)]?.position === commit;
}
