import type { EventReader, Position } from '../ports/event-store.js';
import type { ReadModel } from '../ports/read-model.js';

/** Whether the program should get requests, and if not, why. */
export interface Readiness {
  ready: boolean;
  reasons: string[];
  /** Last position in the ledger, and the last one that the views show. */
  head: Position | null;
  applied: Position;
  /** How long the views have been behind the ledger without catching up, in milliseconds; 0: they are not. */
  lagMs: number;
}

export interface ReadinessTools {
  store: Pick<EventReader, 'head'>;
  views: Pick<ReadModel, 'status'>;
  projections: { ended: Promise<void> };
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Views that lag longer than this make the program not ready. */
  lagLimitMs?: number;
}

export function readinessOf(tools: ReadinessTools): () => Promise<Readiness> {
  const { store, views, projections, now, lagLimitMs = 5_000 } = tools;
  let running = true;
  void projections.ended.catch(() => undefined).then(() => (running = false));
  /** What the views had not applied when we first saw them lag. */
  let behind: { head: Position; since: number } | null = null;

  return async () => {
    const reasons: string[] = [];
    const head = await store.head().catch((error: unknown) => {
      reasons.push(`the event store does not answer: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    });
    const { position: applied, halt } = await views.status();
    if (head === null || applied >= head) behind = null;
    else if (behind === null || applied >= behind.head) behind = { head, since: now() };
    const lagMs = behind === null ? 0 : now() - behind.since;
    if (lagMs > lagLimitMs) reasons.push(`the views have been behind the ledger for ${lagMs} ms`);
    if (halt !== null) reasons.push(`projections halted at event ${halt.eventId} (${halt.position}): ${halt.message}`);
    else if (!running) reasons.push('projections are not running');
    return { ready: reasons.length === 0, reasons, head, applied, lagMs };
  };
}
