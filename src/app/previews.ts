import type { BureauRules } from '../../events/draft/adjustment.rules.js';
import type { Commands } from '../../services/services.js';
import type { EventReader } from '../ports/event-store.js';
import type { ReadModel } from '../ports/read-model.js';
import { mergePreviewer } from './drafts/merge.js';
import { importPreviewer } from './import/import-table.js';
import { readOnlyLanes } from './read-only-lanes.js';
import { revertPreviewer } from './revert/revert.js';

/** What commands would come to; each is answered as a dry run, whatever it was asked as. */
export type Previews = Pick<Commands, 'promoteDraft' | 'refreshDraft' | 'revert'>;

export interface PreviewTools {
  events: EventReader;
  readModel: ReadModel;
  newId: () => string;
  rules: BureauRules;
}

export function createPreviews({ events, readModel, newId, rules }: PreviewTools): Previews {
  const lanes = readOnlyLanes(events, readModel);
  const tools = { store: events, readModel, newId, lanes, rules, patienceMs: 0 };
  return { ...revertPreviewer(tools), ...mergePreviewer(tools) };
}

/** Needs no read model. @param events null: there is no ledger yet, so it would be imported into an empty one */
export function createImportPreview(events: EventReader | null, newId: () => string): Commands['importTable'] {
  const lanes = readOnlyLanes(events, { snapshot: async () => null });
  return importPreviewer({ lanes, store: events, newId }).importTable;
}
