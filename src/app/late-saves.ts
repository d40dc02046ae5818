import type { SaveEnvelope } from '../../events/record.js';
import { failureOf } from './lane-states.js';
import { appendWithinMs } from './time-bounds.js';

/** A save that landed after the time by which others take it for granted that everything has (ADR 0025). */
export interface LateSave {
  stream: string;
  commandId: string;
  recordedAt: string;
  /** How much too late. */
  lateMs: number;
}

/** What lands later than anybody reckons with is told: a time may have been answered before it that it belongs to. */
export async function watchForLateness(
  { stream, recordedAt, commandId }: SaveEnvelope,
  appended: Promise<unknown>,
  { now, onLate }: { now: () => string; onLate: ((late: LateSave) => void) | undefined },
): Promise<void> {
  if ((await failureOf(appended)) !== null) return;
  const lateMs = Date.parse(now()) - Date.parse(recordedAt) - appendWithinMs;
  if (lateMs > 0) onLate?.({ stream, commandId, recordedAt, lateMs });
}
