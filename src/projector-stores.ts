import { checkSameLedger } from './app/check-same-ledger.js';
import type { ProjectorStores } from './app/projector/lead.js';
import type { StoresConfig } from './engines/stores.js';
import { locationsOf, openEventReader, openReadModelWriter } from './engines/stores.js';
import type { WriterOptions } from './ports/read-model.js';

/**
 * @throws CannotRead; CannotWrite; CannotConnect; WriterLocked while another projector fills the read model and is not to be waited for;
 *   LedgerMismatch where the two are not of one ledger
 */
export async function openProjectorStores(config: StoresConfig, options: WriterOptions = {}): Promise<ProjectorStores> {
  const events = await openEventReader(config);
  try {
    const readModel = await openReadModelWriter(config, options);
    const close = async () => {
      await readModel.close();
      await events.close();
    };
    try {
      const shown = await readModel.checkpoint();
      await checkSameLedger({ events, readModel, shown, locations: locationsOf(config) });
    } catch (error) {
      await readModel.close();
      throw error;
    }
    return { events, readModel, close };
  } catch (error) {
    await events.close();
    throw error;
  }
}
