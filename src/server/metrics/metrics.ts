import type { Registry } from 'prom-client';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Refusal } from '../../../events/refusal.js';
import { cacheMetrics } from './cache-metrics.js';
import type { CacheFigures } from './cache-metrics.js';

/** How an operation came to its answer. */
export type AnsweredBy = 'executed' | 'kept' | 'unchanged';

export interface Metrics {
  /**
   * @param operation a root field of the contract, or one of the few words of `operationLabel`; never a client's text,
   *   which would make a series of each
   */
  answered(operation: string, by: AnsweredBy, seconds: number): void;
  saved(events: number): void;
  refused(refusals: readonly Refusal[]): void;
}

export interface MetricSources {
  /** By name. */
  caches: () => Record<string, CacheFigures>;
  /** Executions of queries and mutations since the start, by what executed them. */
  executions: () => Record<string, number>;
  /** Saves of this process that landed later than others reckon with. */
  lateSaves: () => number;
  /** What is open now. */
  live: () => Readonly<{ sockets: number; subscriptions: number }>;
}

/** What a process that serves counts and measures, beside what every process does. */
export function serverMetrics(registry: Registry, sources: MetricSources): Metrics {
  const registers = [registry];
  cacheMetrics(registry, sources.caches);

  const answers = new Histogram({
    name: 'budget_ledger_operation_seconds',
    help: 'Time from a request to its answer, by root field of the operation and by how it was answered.',
    labelNames: ['operation', 'answer'],
    buckets: [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const saves = new Counter({ name: 'budget_ledger_saves_total', help: 'Saves appended to the ledger.', registers });
  const events = new Counter({ name: 'budget_ledger_events_total', help: 'Events appended to the ledger.', registers });
  const refusals = new Counter({
    name: 'budget_ledger_refusals_total',
    help: 'Refusals of commands by code; CONFLICT is an edit of a row that somebody else had changed.',
    labelNames: ['code'],
    registers,
  });
  new Counter({
    name: 'budget_ledger_executions_total',
    help: 'Operations executed, by a compiled program or by the interpreter.',
    labelNames: ['by'],
    registers,
    collect() {
      this.reset();
      for (const [by, times] of Object.entries(sources.executions())) this.inc({ by }, times);
    },
  });
  new Counter({
    name: 'budget_ledger_late_saves_total',
    help: 'Saves of this process that landed so late that a time before them may have been answered.',
    registers,
    collect() {
      this.reset();
      this.inc(sources.lateSaves());
    },
  });
  new Gauge({
    name: 'budget_ledger_subscriptions',
    help: 'Subscriptions open now.',
    registers,
    collect() {
      this.set(sources.live().subscriptions);
    },
  });
  new Gauge({
    name: 'budget_ledger_sockets',
    help: 'Sockets open now.',
    registers,
    collect() {
      this.set(sources.live().sockets);
    },
  });

  return {
    answered: (operation, answer, seconds) => answers.observe({ operation, answer }, seconds),
    saved(count) {
      saves.inc();
      events.inc(count);
    },
    refused(told) {
      for (const { code } of told) refusals.inc({ code });
    },
  };
}
