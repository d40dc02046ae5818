import type { Registry } from 'prom-client';
import { Counter } from 'prom-client';
import { faultCauses } from '../../ports/store-fault.js';
import type { FaultCause } from '../../ports/store-fault.js';

const stores = ['events', 'views'] as const;

/** How often each store began to fail, by what kept it from its work. */
export type CountFaults = (store: (typeof stores)[number], cause: FaultCause) => number;

export function faultMetrics(registry: Registry, count: CountFaults): void {
  new Counter({
    name: 'budget_ledger_faults_total',
    help: 'Faults of the stores since the start, each counted once as it began, by what it was.',
    labelNames: ['store', 'cause'],
    registers: [registry],
    collect() {
      this.reset();
      for (const store of stores)
        for (const cause of faultCauses) this.inc({ store, cause: cause.toLowerCase() }, count(store, cause));
    },
  });
}
