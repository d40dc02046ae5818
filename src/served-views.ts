import { checkSameLedger, LedgerMismatch } from './app/check-same-ledger.js';
import type { StoresConfig } from './engines/stores.js';
import { locationsOf, openEventReader, openReadModel } from './engines/stores.js';

/**
 * Looks whether the views that serve now are of the event store's ledger, beside whoever fills them.
 * @returns null: they are, or show nothing yet
 * @throws what reading the two throws: there are no views, or a store does not answer
 */
export async function mismatchOfServedViews(config: StoresConfig): Promise<LedgerMismatch | null> {
  const readModel = await openReadModel(config, AbortSignal.abort());
  try {
    const events = await openEventReader(config);
    try {
      const shown = await readModel.status();
      await checkSameLedger({ events, readModel, shown, locations: locationsOf(config) });
      return null;
    } catch (error) {
      if (error instanceof LedgerMismatch) return error;
      throw error;
    } finally {
      await events.close();
    }
  } finally {
    await readModel.close();
  }
}
