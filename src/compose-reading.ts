import { v7 as uuidv7 } from 'uuid';
import type { CurrentStates } from './app/command-lanes.js';
import { loadBudget } from './app/load-budget.js';
import type { BudgetState } from '../events/budget/budget.state.js';
import { absentBudget } from '../events/budget/budget.state.js';
import { importPreviewer } from './app/import/import-table.js';
import { mergePreviewer } from './app/drafts/merge.js';
import { revertPreviewer } from './app/revert/revert.js';
import { createQueries } from './app/queries/queries.js';
import type { Commands, Queries } from '../services/services.js';
import type { EngineConfig } from './engines.js';
import { openEventReader, openReadModel, readActorNames, writerOf } from './engines.js';
import { CannotRead } from './ports/cannot-read.js';
import type { EventReader } from './ports/event-store.js';
import type { ReadModel } from './ports/read-model.js';

/** What can be asked of a ledger without writing anything, beside the process that writes it or with none. */
export interface LedgerReading {
  queries: Queries;
  /** What a revert would change. */
  previewRevert: Commands['revert'];
  /** What a merge of a draft with its budget would come to. */
  previewMerge: Pick<Commands, 'promoteDraft' | 'refreshDraft'>;
  events: EventReader;
  readModel: ReadModel;
  /** Whether a process that writes had the ledger open when the reading began. */
  isServed: boolean;
  close(): Promise<void>;
}

/**
 * Opens the stores for reading alone: nothing is created, locked or checkpointed.
 * @throws CannotRead if there is no ledger, there are no views, or this process may not read them
 */
export async function composeReading(config: EngineConfig): Promise<LedgerReading> {
  const events = openEventReader(config);
  const isServed = writerOf(config) !== null;
  const readModel = await viewsOf(config, events);
  // Views that nothing brings up to date are not worth waiting for.
  const patience = isServed ? {} : { patienceMs: 0 };
  return {
    queries: createQueries({ readModel, events, directory: readActorNames(config), now: Date.now, ...patience }),
    ...previewers(events, readModel),
    events,
    readModel,
    isServed,
    async close() {
      await readModel.close();
      await events.close();
    },
  };
}

async function viewsOf(config: EngineConfig, events: EventReader): Promise<ReadModel> {
  try {
    return await openReadModel(config, AbortSignal.abort());
  } catch (error) {
    await events.close();
    throw error;
  }
}

function previewers(events: EventReader, readModel: ReadModel): Pick<LedgerReading, 'previewRevert' | 'previewMerge'> {
  const lanes = lanesFrom(async (stream) => (await loadBudget(stream, { events, snapshots: readModel })).state);
  const tools = {
    store: events,
    readModel,
    lanes,
    newId: () => uuidv7(),
    patienceMs: 0,
  };
  return {
    previewRevert: revertPreviewer(tools).revert,
    previewMerge: mergePreviewer(tools),
  };
}

/** Imports as a dry run only, beside a server or with none; where there is no ledger yet, into an empty one. */
export function composeImportPreview(config: EngineConfig): Commands['importTable'] {
  return async (request) => {
    const events = readerOrNone(config);
    const snapshots = { snapshot: async () => null };
    const lanes = lanesFrom(async (stream) =>
      events === null ? absentBudget : (await loadBudget(stream, { events, snapshots })).state,
    );
    try {
      return await importPreviewer({ lanes, newId: () => uuidv7() }).importTable(request);
    } finally {
      await events?.close();
    }
  };
}

/** States for looking at; each is in memory from when it was first read. */
function lanesFrom(load: (stream: string) => Promise<BudgetState>): CurrentStates {
  const states = new Map<string, BudgetState>();
  return {
    async peek(stream) {
      const state = await load(stream);
      states.set(stream, state);
      return state;
    },
    held: (stream) => states.get(stream) ?? null,
  };
}

function readerOrNone(config: EngineConfig): EventReader | null {
  try {
    return openEventReader(config);
  } catch (error) {
    if (error instanceof CannotRead && error.code === 'NOTHING_THERE') return null;
    throw error;
  }
}
