import { checkSameLedger, LedgerMismatch } from './app/check-same-ledger.js';
import type { StoresConfig } from './engines/stores.js';
import { locationsOf, openEventReader, openReadModel } from './engines/stores.js';
import { EventsMissing } from './ports/events-missing.js';
import { RolledBack } from './ports/rolled-back.js';

/**
 * Looks whether the views that serve now are of the event store's ledger, beside whoever fills them.
 * @returns null: they are, or show nothing yet
 * @throws what reading the two throws: there are no views, or a store does not answer
 */
export async function mismatchOfServedViews(
  config: StoresConfig,
): Promise<LedgerMismatch | RolledBack | EventsMissing | null> {
  const readModel = await openReadModel(config, AbortSignal.abort());
  try {
    const events = await openEventReader(config).catch(thrownUnless);
    if (events instanceof Error) return events;
    try {
      const shown = await readModel.status();
      await checkSameLedger({ events, readModel, shown, locations: locationsOf(config) });
      return null;
    } catch (error) {
      if (error instanceof LedgerMismatch || error instanceof RolledBack) return error;
      throw error;
    } finally {
      await events.close();
    }
  } finally {
    await readModel.close();
  }
}

/** @throws the error, unless it says that the events are gone */
function thrownUnless(error: unknown): EventsMissing | RolledBack {
  if (error instanceof EventsMissing || error instanceof RolledBack) return error;
  throw error;
}
