import { join } from 'node:path';
import { openSqliteEventReader } from '../../src/adapters/event-store/sqlite/index.js';
import { runProjector } from '../../src/app/projector.js';
import type { ReadModelWriter } from '../../src/ports/read-model.js';
import type { TemporaryLedger } from './ledger.js';
import { editTimes, openBudget } from './ledger.js';

/** What a log to be followed holds: a budget of each unit, with projects of eight indicators, edited so often. */
export interface Recorded {
  units: number;
  projects: number;
  edits: number;
}

export async function recordUnits(ledger: TemporaryLedger, { units, projects, edits }: Recorded): Promise<void> {
  for (let unit = 0; unit < units; unit += 1) {
    const budget = await openBudget(ledger, { unit: `单位${unit}`, projects, indicators: 8 });
    await editTimes(ledger, budget.budgetId, budget.projectIds, edits);
  }
}

/** Follows the ledger's log from where the views stand and applies it, up to its head. */
export async function applyLog({ dataDirectory, store }: TemporaryLedger, readModel: ReadModelWriter): Promise<void> {
  const head = await store.head();
  const events = openSqliteEventReader(join(dataDirectory, 'events'));
  const stop = new AbortController();
  await runProjector({
    events,
    readModel,
    signal: stop.signal,
    now: () => new Date().toISOString(),
    onApplied: ({ position }) => position === head && stop.abort(),
  });
  await events.close();
}
