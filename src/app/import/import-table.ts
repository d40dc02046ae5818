import type { BudgetState } from '../../../events/budget/budget.state.js';
import { checkRole, unitToOpen } from '../../../events/budget/roles.js';
import { checkEditor, checkReviewStands } from '../../../events/draft/draft.rules.js';
import type { NewId } from '../../../events/ids-of-command.js';
import type { CommandRequest, Commands, Done, ImportAnswer, ImportPreview } from '../../../services/services.js';
import type { ImportRequest } from '../../../services/services.js';
import type { EventReader } from '../../ports/event-store.js';
import type { CurrentStates } from '../command-lanes.js';
import type { Perform } from '../command-runner.js';
import { askedBy, intentOfWhole } from '../intent.js';
import type { Decision } from '../plan.js';
import { refusedBy } from '../refused.js';
import { rehearse } from '../rehearse.js';
import { lazily } from '../queries/connection.js';
import type { OwnHistory } from './own-history.js';
import { ownHistory } from './own-history.js';
import { checkMatched, checkWhole, decideImport } from './decide-import.js';
import { planImport } from './plan-import.js';
import { previewOf, withHistory } from './preview-import.js';
import { readImport } from './read-import.js';

export interface ImportPreviewTools {
  lanes: CurrentStates;
  /** null: there is no ledger yet. */
  store: Pick<EventReader, 'readStream'> | null;
  newId: () => string;
}

type Imports = Pick<Commands, 'importTable'>;

/** Reads a published table and sets the cells of the budget, or of a draft of it, that differ from it: one save. */
export function importer({ perform, ...tools }: ImportPreviewTools & { perform: Perform }): Imports {
  const previews = importPreviewer(tools);
  return {
    importTable: (request) =>
      request.dryRun
        ? previews.importTable(request)
        : importTable(request, tools, (sourced, planWith) => perform(sourced, planWith)),
  };
}

/** Previews imports; nothing is recorded, even if the request is not a dry run. */
export function importPreviewer(tools: ImportPreviewTools): Imports {
  return {
    importTable: (request) =>
      importTable({ ...request, dryRun: true }, tools, async (sourced, planWith) => {
        const decideAlone = () => rehearse(tools.lanes, () => planWith(() => tools.newId));
        await intentOfWhole(sourced, tools.newId, decideAlone);
        await decideAlone();
        return null;
      }),
  };
}

/** @param carryOut records the plan, or only rehearses it (null) */
async function importTable(
  request: ImportRequest,
  { lanes, store }: ImportPreviewTools,
  carryOut: (sourced: CommandRequest, planWith: (newIds: () => NewId) => Decision) => Promise<Done | null>,
): Promise<ImportAnswer> {
  /** Of the last time that it was decided; null: it never was. */
  const last: { preview: (() => ImportPreview) | null; history: (() => Promise<OwnHistory>) | null } = {
    preview: null,
    history: null,
  };
  const { expectedVersion, voidsReview = false } = request;
  const asked = { by: askedBy(request), expectedVersion, voidsReview };
  try {
    const read = await readImport(request, lanes);
    const { into, document, mapping, opens } = read;
    const decideWith = (newIds: () => NewId) => (state: BudgetState) => {
      // Whoever may not edit, or would void a review, is told so before being asked about rows.
      if (state.status === 'open') {
        checkEditor(asked.by, state);
        checkReviewStands(state, voidsReview);
      } else checkRole(asked.by, 'EDIT_TABLE', unitToOpen(opens));
      const { edits, unmatched } = planImport(document, state, { mapping, newId: newIds() });
      const events = decideImport(read, asked, edits, state);
      const plain = lazily(() => previewOf(document, state, events, unmatched, opens.budgetId));
      const history = lazily(() => {
        const rows = new Set(plain().rows.flatMap(({ entityId }) => entityId ?? []));
        return ownHistory(store, { into, version: state.version, sha256: read.file.sha256, rows });
      });
      last.history = history;
      last.preview = () => withHistory(plain(), history);
      if (!request.dryRun) {
        checkMatched(unmatched);
        checkWhole(read, events);
      }
      request.onStage?.('MATCHED');
      return events;
    };
    const planWith = (newIds: () => NewId) => ({ table: into, decide: decideWith(newIds) });
    const done = await carryOut({ ...request, source: read.file }, planWith);
    // Whoever only previews may close the ledger when the answer is there.
    if (request.dryRun) await last.history?.();
    return { refused: false, preview: last.preview, done };
  } catch (error) {
    return { ...refusedBy(error), preview: last.preview };
  }
}
