import type { Commands } from '../../services/services.js';
import type { EventReader } from '../ports/event-store.js';
import type { ReadModel } from '../ports/read-model.js';
import { merger } from './drafts/merger.js';
import { importer } from './import/import-table.js';
import { readOnlyLanes } from './read-only-lanes.js';
import { reverter } from './revert/reverter.js';

/** What commands would come to; each is answered as a dry run, whatever it was asked as. */
export type Previews = Pick<Commands, 'promoteDraft' | 'refreshDraft' | 'revert'>;

export interface PreviewTools {
  events: EventReader;
  readModel: ReadModel;
  newId: () => string;
}

export function createPreviews({ events, readModel, newId }: PreviewTools): Previews {
  const tools = {
    store: events,
    readModel,
    newId,
    perform: refuseToSave,
    lanes: readOnlyLanes(events, readModel),
    patienceMs: 0,
  };
  const revert = reverter(tools);
  const { promoteDraft, refreshDraft } = merger(tools);
  return {
    revert: (request) => revert({ ...request, dryRun: true }),
    promoteDraft: (request) => promoteDraft({ ...request, dryRun: true }),
    refreshDraft: (request) => refreshDraft({ ...request, dryRun: true }),
  };
}

/** Needs no read model. @param events null: there is no ledger yet, so it would be imported into an empty one */
export function createImportPreview(events: EventReader | null, newId: () => string): Commands['importTable'] {
  const lanes = readOnlyLanes(events, { snapshot: async () => null });
  const importTable = importer({ lanes, newId, perform: refuseToSave });
  return (request) => importTable({ ...request, dryRun: true });
}

function refuseToSave(): Promise<never> {
  return Promise.reject(new Error('a dry run saves nothing'));
}
