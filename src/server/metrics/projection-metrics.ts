import type { Registry } from 'prom-client';
import { Gauge } from 'prom-client';
import type { Readiness } from '../../app/readiness.js';

/**
 * How far the read model is behind the ledger, and whether it is catching up.
 * @returns what measures both anew
 */
export function projectionMetrics(
  registry: Registry,
  { readiness, now }: { readiness: () => Promise<Readiness>; now: () => number },
): () => Promise<void> {
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `budget_ledger_${name}`, help, registers: [registry] });
  const ready = gauge('ready', 'Whether requests should be sent here: what /readyz says.');
  const lag = gauge('projection_lag_seconds', 'Age of the oldest event that the views do not show; 0: they show all.');
  const behind = gauge('projection_behind_events', 'Events that the views do not show, counted up to 1,000.');
  const stalled = gauge(
    'projection_stalled_seconds',
    'How long views that are behind have been seen at one position; 0: up to date, or getting on.',
  );
  let position = '';
  let moved = now();
  return async () => {
    const found = await readiness();
    if (found.applied !== position || found.behind === 0) [position, moved] = [found.applied, now()];
    ready.set(found.ready ? 1 : 0);
    lag.set(found.lagMs / 1_000);
    behind.set(found.behind);
    stalled.set((now() - moved) / 1_000);
  };
}
