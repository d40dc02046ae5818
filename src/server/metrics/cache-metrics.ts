import type { Registry } from 'prom-client';
import { Counter, Gauge } from 'prom-client';

/** Hits and misses since the start; `bytes`: kept now, as the cache counts them against its bound. */
export interface CacheFigures {
  hits: number;
  misses: number;
  bytes: number;
}

export function cacheMetrics(registry: Registry, figures: () => Record<string, CacheFigures>): void {
  const labelNames = ['cache'];
  const registers = [registry];
  for (const name of ['hits', 'misses'] as const) {
    new Counter({
      name: `budget_ledger_cache_${name}_total`,
      help: `Look-ups by cache: ${name}.`,
      labelNames,
      registers,
      collect() {
        this.reset();
        for (const [cache, found] of Object.entries(figures())) this.inc({ cache }, found[name]);
      },
    });
  }
  new Gauge({
    name: 'budget_ledger_cache_bytes',
    help: 'What each cache keeps.',
    labelNames,
    registers,
    collect() {
      for (const [cache, { bytes }] of Object.entries(figures())) this.set({ cache }, bytes);
    },
  });
}
