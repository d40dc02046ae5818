import type { Registry } from 'prom-client';
import { Counter, Gauge } from 'prom-client';
import { projectorStates } from '../../app/projector/projector-state.js';
import type { Readiness } from '../../app/readiness.js';

export interface ProjectionSources {
  readiness: () => Promise<Readiness>;
  /** How often the process's own projector has lost its stores or its lead; absent: it has none. */
  reopened?: () => number;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * How far the read model is behind the ledger, whether it is catching up, and who fills it.
 * @returns what measures all of it anew
 */
export function projectionMetrics(
  registry: Registry,
  { readiness, reopened, now }: ProjectionSources,
): () => Promise<void> {
  const registers = [registry];
  const gauge = (name: string, help: string) => new Gauge({ name: `budget_ledger_${name}`, help, registers });
  const ready = gauge('ready', 'Whether requests should be sent here: what /readyz says.');
  const lag = gauge(
    'projection_lag_seconds',
    'Age of the oldest event that the views do not show; 0: they show all; NaN: a store does not answer.',
  );
  const behind = gauge(
    'projection_behind_events',
    'Events that the views do not show, counted up to 1,000; NaN: not known.',
  );
  const stalled = gauge(
    'projection_stalled_seconds',
    'How long views have been seen at one position that are behind, or not known not to be; 0: up to date, or getting on.',
  );
  const led = gauge('projection_led', 'Whether some projector fills the views, this process or another.');
  const applied = gauge(
    'projection_applied_timestamp_seconds',
    'When the last save that the views show was recorded, in Unix time; 0: there is none.',
  );
  const readProjector = projectorMetrics(registers, reopened);
  let position: string | null = '';
  let moved = now();
  return async () => {
    const found = await readiness();
    const read = now();
    if (found.applied !== position || found.behind === 0) [position, moved] = [found.applied, read];
    ready.set(found.ready ? 1 : 0);
    lag.set(found.lagMs === null ? NaN : found.lagMs / 1_000);
    behind.set(found.behind ?? NaN);
    stalled.set((read - moved) / 1_000);
    led.set(found.isLed ? 1 : 0);
    applied.set(found.appliedClock === null ? 0 : Date.parse(found.appliedClock) / 1_000);
    readProjector(found.projector);
  };
}

/** Of this process's own projector; nothing where it has none. */
function projectorMetrics(registers: Registry[], reopened: ProjectionSources['reopened']): (is: string | null) => void {
  if (reopened === undefined) return () => undefined;
  new Counter({
    name: 'budget_ledger_projector_reopened_total',
    help: 'How often this process has lost its stores, or its lead, and began again.',
    registers,
    collect() {
      this.reset();
      this.inc(reopened());
    },
  });
  const states = new Gauge({
    name: 'budget_ledger_projector_state',
    help: 'What the projector of this process does: 1 for one of the states.',
    labelNames: ['state'],
    registers,
  });
  return (is) => {
    for (const state of projectorStates) states.set({ state: state.toLowerCase() }, state === is ? 1 : 0);
  };
}
