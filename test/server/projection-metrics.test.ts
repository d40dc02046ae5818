import { expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import type { Readiness } from '../../src/app/readiness.js';
import type { Position } from '../../src/ports/event-store.js';
import { projectionMetrics } from '../../src/server/metrics/projection-metrics.js';

const upToDate: Readiness = {
  ready: true,
  reasons: [],
  head: '5' as Position,
  applied: '5' as Position,
  appliedClock: '2024-01-01T00:00:00.000Z',
  behind: 0,
  lagMs: 0,
  projector: null,
  isLed: true,
};

it('does not call views up to date while a store is away: how far they are behind is unknown, and time counts on', async () => {
  const registry = new Registry();
  let found = upToDate;
  let now = 0;
  const measure = projectionMetrics(registry, { readiness: async () => found, now: () => now });
  const measured = async () => {
    await measure();
    const names = ['lag_seconds', 'behind_events', 'stalled_seconds'];
    const metrics = names.map(async (name) => registry.getSingleMetric(`budget_ledger_projection_${name}`)?.get());
    return (await Promise.all(metrics)).map((each) => each?.values[0]?.value);
  };

  now += 30_000;
  expect(await measured()).toEqual([0, 0, 0]);
  found = { ...upToDate, ready: false, head: null, behind: null, lagMs: null };
  now += 70_000;
  expect(await measured()).toEqual([NaN, NaN, 70]);
  found = upToDate;
  expect(await measured()).toEqual([0, 0, 0]);
});
