import fc from 'fast-check';
import type { PositionedEvent } from '../../projections/project-save.js';
import type { At, Queries, Reading } from '../../schema/services.js';
import { ledgerIn, record, recorded } from './ledger.js';
import { inPlace } from './place.js';
import type { RowIds } from './all-answers.js';
import { idsOf } from './all-answers.js';
import { histories } from './random-history.js';
import type { Replayed } from './replay.js';
import { replayAll } from './replay.js';

/** A running program with a history in it, and what a replay makes of the same events. */
export interface Asking {
  queries: Queries;
  events: PositionedEvent[];
  saves: Replayed[];
  ids: RowIds;
  read(at: At | null): Reading;
}

/** Asks for any history of two budgets that were edited by turns through the program's commands. */
export function whateverWasRecorded(ask: (asking: Asking) => Promise<void>, numRuns = 6): Promise<void> {
  const property = fc.asyncProperty(histories({ budgets: 2, saves: 14 }), (history) =>
    inPlace(async (place) => {
      const ledger = await ledgerIn(place);
      await record(ledger, history);
      const { queries } = ledger.services;
      const [events, head] = [await recorded(ledger), await queries.head(null)];
      await ask({ queries, events, saves: replayAll(events), ids: idsOf(history), read: (at) => ({ at, head }) });
    }),
  );
  return fc.assert(property, { numRuns, interruptAfterTimeLimit: 20_000 });
}
