import type { BudgetState } from '../../../events/budget/budget.state.js';
import { checkRole } from '../../../events/budget/roles.js';
import { checkEditor, checkReviewStands } from '../../../events/draft/draft.rules.js';
import type { CommandRequest, Commands, Done, ImportAnswer, ImportPreview } from '../../../services/services.js';
import type { ImportRequest } from '../../../services/services.js';
import type { CurrentStates } from '../command-lanes.js';
import type { Perform } from '../command-runner.js';
import { askedBy } from '../intent.js';
import type { Decision } from '../plan.js';
import { refusedBy } from '../refused.js';
import { rehearse } from '../rehearse.js';
import { checkMatched, checkWhole, decideImport } from './decide-import.js';
import { planImport } from './plan-import.js';
import { previewOf } from './preview-import.js';
import { readImport } from './read-import.js';

export interface ImportPreviewTools {
  lanes: CurrentStates;
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
        : importTable(request, tools, (sourced, plan) => perform(sourced, () => plan)),
  };
}

/** Previews imports; nothing is recorded, even if the request is not a dry run. */
export function importPreviewer(tools: ImportPreviewTools): Imports {
  return {
    importTable: (request) =>
      importTable({ ...request, dryRun: true }, tools, async (_, plan) => {
        await rehearse(tools.lanes, () => plan);
        return null;
      }),
  };
}

/** @param carryOut records the plan, or only rehearses it (null) */
async function importTable(
  request: ImportRequest,
  { lanes, newId }: ImportPreviewTools,
  carryOut: (sourced: CommandRequest, plan: Decision) => Promise<Done | null>,
): Promise<ImportAnswer> {
  let preview: (() => ImportPreview) | null = null;
  const { expectedVersion, voidsReview = false } = request;
  const asked = { by: askedBy(request), expectedVersion, voidsReview };
  try {
    const read = await readImport(request, lanes);
    const { into, document, mapping, opens } = read;
    const decide = (state: BudgetState) => {
      // Whoever may not edit, or would void a review, is told so before being asked about rows.
      if (state.status === 'open') {
        checkEditor(asked.by, state);
        checkReviewStands(state, voidsReview);
      } else checkRole(asked.by, 'EDIT_TABLE', opens);
      const { edits, unmatched } = planImport(document, state, { mapping, newId });
      const events = decideImport(read, asked, edits, state);
      preview = () => previewOf(document, state, events, unmatched, opens.budgetId);
      if (!request.dryRun) {
        checkMatched(unmatched);
        checkWhole(read, events);
      }
      request.onStage?.('MATCHED');
      return events;
    };
    const done = await carryOut({ ...request, source: read.file }, { table: into, decide });
    return { refused: false, preview, done };
  } catch (error) {
    return { ...refusedBy(error), preview };
  }
}
