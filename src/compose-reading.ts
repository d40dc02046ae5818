import { v7 as uuidv7 } from 'uuid';
import type { Commands, Queries } from '../services/services.js';
import { checkSameLedger } from './app/check-same-ledger.js';
import type { Previews } from './app/previews.js';
import { createImportPreview, createPreviews } from './app/previews.js';
import { createQueries } from './app/queries/queries.js';
import type { StoresConfig } from './engines/stores.js';
import { locationsOf, openEventReader, openReadModel, readActorNames } from './engines/stores.js';
import type { LedgerConfig } from './ledger-config.js';
import { CannotRead } from './ports/cannot-read.js';
import type { EventReader } from './ports/event-store.js';
import type { ReadModel } from './ports/read-model.js';

/** A ledger that can only be asked, beside the process that writes it or with none. */
export interface ReadOnlyLedger {
  queries: Queries;
  previews: Previews;
  events: EventReader;
  readModel: ReadModel;
  /** Whether a projector filled the read model when this was opened. */
  isServed: boolean;
  close(): Promise<void>;
}

/** @throws CannotRead if there is no ledger or no read model, or this process may not read them; LedgerMismatch */
export async function openForReading(config: LedgerConfig): Promise<ReadOnlyLedger> {
  const events = await openEventReader(config);
  try {
    // Before the read model is opened, which would stay open if the names could not be read.
    const names = await readActorNames(config);
    const directory = { nameOf: async (actorId: string) => names?.get(actorId) ?? null };
    // One that is not there yet is not waited for.
    const readModel = await openReadModel(config, AbortSignal.abort());
    try {
      const shown = await readModel.status();
      await checkSameLedger({ events, readModel, shown, locations: locationsOf(config) });
    } catch (error) {
      await readModel.close();
      throw error;
    }
    const isServed = (await readModel.leader()) !== null;
    // A read model that nothing brings up to date is not worth waiting for.
    const patience = isServed ? {} : { patienceMs: 0 };
    return {
      queries: createQueries({ readModel, events, directory, now: Date.now, ...patience }),
      previews: createPreviews({ events, readModel, newId: () => uuidv7(), rules: config.rules }),
      events,
      readModel,
      isServed,
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

/** Imports as a dry run only, beside a server or with none; where there is no ledger yet, into an empty one. */
export async function previewImport(
  config: StoresConfig,
  ...[request]: Parameters<Commands['importTable']>
): ReturnType<Commands['importTable']> {
  const events = await openReaderIfThere(config);
  try {
    return await createImportPreview(events, () => uuidv7())(request);
  } finally {
    await events?.close();
  }
}

async function openReaderIfThere(config: StoresConfig): Promise<EventReader | null> {
  try {
    return await openEventReader(config);
  } catch (error) {
    if (error instanceof CannotRead && error.code === 'NOTHING_THERE') return null;
    throw error;
  }
}
