import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Readiness } from '../../app/readiness.js';
import { projectionMetrics } from './projection-metrics.js';

/** What every process of the program measures, whatever its role; its registry takes more. */
export interface ProcessMetrics {
  registry: Registry;
  contentType: string;
  /** In the text format of Prometheus. */
  text(): Promise<string>;
}

export interface ProcessSources {
  readiness: () => Promise<Readiness>;
  /** Labels of the process: its role, its engines. */
  about: Record<string, string>;
  /** How often its projector has lost its stores or its lead; absent: it has none. */
  reopened?: () => number;
  /** Milliseconds since the epoch. */
  now: () => number;
}

export function processMetrics({ about, ...sources }: ProcessSources): ProcessMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const info = new Gauge({
    name: 'budget_ledger_process_info',
    help: 'Always 1; its labels say what this process is and on which engines it runs.',
    labelNames: Object.keys(about),
    registers: [registry],
  });
  info.set(about, 1);
  const readProjections = projectionMetrics(registry, sources);
  return {
    registry,
    contentType: registry.contentType,
    async text() {
      await readProjections();
      return registry.metrics();
    },
  };
}
