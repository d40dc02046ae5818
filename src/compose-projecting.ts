import type { Readiness } from './app/readiness.js';
import { readinessOf } from './app/readiness.js';
import { beforeThereAreViews } from './app/readiness-before-views.js';
import type { StoresConfig } from './engines/stores.js';
import { locationsOf, openEventReader, openReadModel } from './engines/stores.js';
import type { EventReader } from './ports/event-store.js';
import type { ReadModel } from './ports/read-model.js';
import type { Projections } from './projection-thread.js';
import { startProjectionThread } from './projection-thread.js';

/** A process's projector, and how it does. */
export interface ProjectorOnly {
  projections: Projections;
  readiness: () => Promise<Readiness>;
  close(): Promise<void>;
}

interface Opened {
  events: EventReader;
  readModel: ReadModel;
  readiness: () => Promise<Readiness>;
}

/**
 * Runs the projections alone. What readiness looks at is opened beside them when it is there: there may be no ledger and
 * no read model yet.
 * @throws what keeps the projections from beginning
 */
export async function openProjector(config: StoresConfig): Promise<ProjectorOnly> {
  const projections = await startProjectionThread(config);
  let opening: Promise<Opened> | null = null;
  let isClosed = false;
  let whyNone: unknown = null;

  async function open(): Promise<Opened> {
    const events = await openEventReader(config);
    try {
      const readModel = await openReadModel(config, AbortSignal.abort());
      const locations = locationsOf(config);
      const readiness = readinessOf({ store: events, readModel, projections, locations, now: Date.now });
      return { events, readModel, readiness };
    } catch (error) {
      await events.close();
      throw error;
    }
  }

  /** null: there is nothing to look at yet. */
  async function opened(): Promise<Opened | null> {
    if (isClosed) return null;
    opening ??= open();
    return opening.catch((error: unknown) => {
      opening = null;
      whyNone = error;
      return null;
    });
  }

  const nothingYet = beforeThereAreViews({ store: null, projections, whyNone: () => Promise.resolve(whyNone) });
  return {
    projections,
    readiness: async () => ((await opened())?.readiness ?? nothingYet)(),
    async close() {
      isClosed = true;
      const found = (await opening?.catch(() => null)) ?? null;
      await found?.readModel.close();
      await projections.stop();
      await found?.events.close();
    },
  };
}
