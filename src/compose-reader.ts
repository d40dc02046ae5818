import { v7 as uuidv7 } from 'uuid';
import type { Commands, Feeds, Services } from '../services/services.js';
import { createDryRuns } from './app/commands.js';
import { importPreviewer } from './app/import/import-table.js';
import { createQueries } from './app/queries/queries.js';
import { readOnlyLanes } from './app/read-only-lanes.js';
import { openEventReader, openReadModel, readActorNames } from './engines/stores.js';
import type { LedgerConfig } from './ledger-config.js';
import type { ActorNames } from './ports/actor-directory.js';

/** What a thread that only reads can offer of the services. */
export interface ReaderServices {
  services: Services;
  /** Reads people's names again, unless the directory's revision is the one that they were read at. */
  readNames(revision: number | null): Promise<void>;
}

/** Of parsed content that a reader keeps. */
const contentBytes = 16 * 1024 * 1024;

/** The ledger beside the thread that writes it: questions, and commands as dry runs. @throws CannotRead, CannotConnect */
export async function openReaderServices(config: LedgerConfig): Promise<ReaderServices> {
  const events = await openEventReader(config);
  const readModel = await openReadModel(config, AbortSignal.abort());
  let names: ActorNames | null = null;
  let readAt: number | null = null;
  const directory = { nameOf: async (actorId: string) => names?.get(actorId) ?? null };
  const newId = () => uuidv7();
  const lanes = readOnlyLanes(events, readModel);
  const tools = { store: events, readModel, lanes, newId, rules: config.rules };
  return {
    services: {
      queries: createQueries({ readModel, events, directory, now: Date.now, cacheBytes: contentBytes }),
      commands: nothingBut<Commands>(importPreviewer(tools)),
      dryRuns: createDryRuns(tools),
      feeds: nothingBut<Feeds>({}),
    },
    async readNames(revision) {
      if (names !== null && revision !== null && revision === readAt) return;
      names = await readActorNames(config);
      readAt = revision;
    },
  };
}

/** What would be recorded comes to no reader; a command that does is a fault of whoever sent it. */
function nothingBut<Offered extends object>(shown: Partial<Offered>): Offered {
  return new Proxy(shown as Offered, {
    get(offered, name) {
      if (name in offered) return offered[name as keyof Offered];
      throw new Error(`a reader thread was asked for ${String(name)}`);
    },
  });
}
