import { decodeEnvelope } from '../../events/record.js';
import type { EventReader, Position } from '../ports/event-store.js';
import type { Progress } from '../ports/read-model.js';

/** Whether the program should get requests, and if not, why. */
export interface Readiness {
  ready: boolean;
  reasons: string[];
  /** Last position in the ledger, and the last one that the read model shows. */
  head: Position | null;
  applied: Position;
  /** Events that the read model does not show, counted up to 1,000. */
  behind: number;
  /** Age of the oldest event that the read model does not show, in milliseconds; 0: it shows all. */
  lagMs: number;
}

export interface ReadinessTools {
  store: Pick<EventReader, 'head' | 'readAll'>;
  readModel: Progress;
  projections: { ended: Promise<void> };
  /** Milliseconds since the epoch. */
  now: () => number;
  /** A read model that lags longer than this makes the program not ready. */
  lagLimitMs?: number;
}

export function readinessOf(tools: ReadinessTools): () => Promise<Readiness> {
  const { store, readModel, projections, now, lagLimitMs = 5_000 } = tools;
  let running = true;
  void projections.ended.catch(() => undefined).then(() => (running = false));
  /** What the read model does not show, and how long the oldest of it has been in the ledger. */
  async function lagOf(applied: Position, head: Position | null): Promise<Pick<Readiness, 'behind' | 'lagMs'>> {
    if (head === null || applied >= head) return { behind: 0, lagMs: 0 };
    const missing = await store.readAll(applied, 1_000);
    const [oldest] = missing;
    if (oldest === undefined) return { behind: 0, lagMs: 0 };
    const lagMs = Math.max(0, now() - Date.parse(decodeEnvelope(oldest.body).recordedAt));
    return { behind: missing.length, lagMs };
  }

  return async () => {
    const reasons: string[] = [];
    const head = await store.head().catch((error: unknown) => {
      reasons.push(`the event store does not answer: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    });
    const { position: applied, halt } = await readModel.status();
    const { behind, lagMs } = await lagOf(applied, head);
    if (lagMs > lagLimitMs) reasons.push(`the views have been behind the ledger for ${lagMs} ms`);
    if (halt !== null) reasons.push(`projections halted at event ${halt.eventId} (${halt.position}): ${halt.message}`);
    else if (!running) reasons.push('projections are not running');
    return { ready: reasons.length === 0, reasons, head, applied, behind, lagMs };
  };
}
