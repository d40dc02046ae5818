import type { StoresConfig } from './engines/stores.js';
import { openEventReader, openReadModelWriter } from './engines/stores.js';
import type { EventReader } from './ports/event-store.js';
import type { ReadModelWriter } from './ports/read-model.js';

/** What a projector reads and fills. */
export interface ProjectorStores {
  events: EventReader;
  readModel: ReadModelWriter;
  close(): Promise<void>;
}

/**
 * @param options.rebuild whether a new read model is filled beside the one that serves
 * @throws CannotRead; CannotWrite; WriterLocked while another projector fills the read model
 */
export async function openProjectorStores(
  config: StoresConfig,
  options: { rebuild?: boolean } = {},
): Promise<ProjectorStores> {
  const events = await openEventReader(config);
  try {
    const readModel = await openReadModelWriter(config, options);
    return {
      events,
      readModel,
      async close() {
        await readModel.close();
        await events.close();
      },
    };
  } catch (error) {
    await events.close();
    throw error;
  }
}
