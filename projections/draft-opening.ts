import type { DraftRow } from './draft-rows.js';
import { openedDraft } from './draft-rows.js';
import type { PositionedEvent } from './positioned-event.js';
import type { ProjectedSave, SaveRow } from './rows.js';

/** The save that opens a draft: its table is its base's, so nothing of the table has to be read. */
export function projectDraftOpening(
  event: PositionedEvent & { type: 'DraftOpened' },
  base: SaveRow,
  clockBefore: string,
): ProjectedSave & { draft: DraftRow } {
  const { position, version, revision: lastRevision, recordedAt, actor, reason, basisDocument, source } = event;
  const { draftId, budgetId } = event.data;
  const { contentHash, treeRoot, totals, projects } = base;
  return {
    save: {
      budgetId,
      draftId,
      version,
      firstPosition: position,
      lastPosition: position,
      lastRevision,
      clock: clockBefore > recordedAt ? clockBefore : recordedAt,
      recordedAt,
      actor,
      reason,
      basisDocument,
      source,
      commandId: event.commandId,
      kind: 'DRAFT_OPENING',
      changes: 0,
      contentHash,
      treeRoot,
      totals,
      projects,
    },
    budget: null,
    fundUsers: [],
    projects: [],
    indicators: [],
    contents: new Map(),
    changes: [],
    events: [{ eventId: event.id, position }],
    sealing: { seals: [], withdrawnSeals: [], controlNumbers: [], annotations: [] },
    draft: openedDraft(event, base.lastPosition),
    promotions: [],
  };
}
