import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { CountFaults } from './fault-metrics.js';
import { faultMetrics } from './fault-metrics.js';
import type { ProjectionSources } from './projection-metrics.js';
import { projectionMetrics } from './projection-metrics.js';

/** What every process of the program measures, whatever its role; its registry takes more. */
export interface ProcessMetrics {
  registry: Registry;
  contentType: string;
  /** In the text format of Prometheus. */
  text(): Promise<string>;
}

interface ProcessSources extends ProjectionSources {
  /** Labels of the process: its role, its engines. */
  about: Record<string, string>;
  /** Absent: the process tells of none. */
  faults?: CountFaults;
}

export function processMetrics({ about, faults, ...sources }: ProcessSources): ProcessMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const info = new Gauge({
    name: 'budget_ledger_process_info',
    help: 'Always 1; its labels say what this process is and on which engines it runs.',
    labelNames: Object.keys(about),
    registers: [registry],
  });
  info.set(about, 1);
  if (faults !== undefined) faultMetrics(registry, faults);
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
