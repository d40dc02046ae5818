import type { DraftRow } from './draft-rows.js';
import { openedDraft } from './draft-rows.js';
import type { PositionedEvent } from './positioned-event.js';
import type { ProjectedSave, SaveRow } from './rows.js';
import { noSealingRows } from './sealing-rows.js';

/** The save that opens a draft. The draft's table is that of its base, so no rows have to be read. */
export function projectDraftOpening(
  event: PositionedEvent & { type: 'DraftOpened' },
  base: SaveRow,
  clockBefore: string,
): ProjectedSave & { draft: DraftRow } {
  const { position, version, revision: lastRevision, recordedAt, actor, reason, basisDocument, source } = event;
  const { draftId, budgetId } = event.data;
  const { unitKey, fiscalYear, name, contentHash, treeRoot, totals, projects } = base;
  return {
    save: {
      budgetId,
      draftId,
      unitKey,
      fiscalYear,
      version,
      firstPosition: position,
      lastPosition: position,
      firstRevision: lastRevision,
      lastRevision,
      clock: clockBefore > recordedAt ? clockBefore : recordedAt,
      recordedAt,
      actor,
      reason,
      basisDocument,
      source,
      commandId: event.commandId,
      commandHash: event.commandHash,
      kind: 'DRAFT_OPENING',
      name,
      changes: 0,
      editors: [],
      ownWork: false,
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
    sealing: noSealingRows(),
    draft: openedDraft(event, base.lastPosition),
    promotions: [],
  };
}
