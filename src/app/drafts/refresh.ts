import { refreshDraft } from '../../../events/draft/promote-draft.decide.js';
import type { EventSource } from '../../../events/envelope.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { MergeRequest } from '../../../services/services.js';
import { intentOf } from '../intent.js';
import { cellSources } from './cell-sources.js';
import type { MergePlan, Standing } from './merge-plan.js';
import { mergeSaves } from './merge-saves.js';
import { tableToCome } from './merged-table.js';
import type { DraftTools } from './review.js';
import { askedBy } from './review.js';

/**
 * What taking the budget's newest version into the draft comes to: the draft's table is ours, the budget's is theirs.
 * @throws Refusal of the table's rules, which are held against the merged table
 */
export async function planRefresh(
  request: MergeRequest,
  { budget, draft, saves, branch, position }: Standing,
  { readModel, newId }: Pick<DraftTools, 'readModel' | 'newId'>,
): Promise<MergePlan> {
  const { budgetId } = budget;
  const { version } = draft;
  const sides = { ours: branch, theirs: null, position };
  const both = { base: saves.base, ours: saves.draft, theirs: saves.budget };
  const { conflicts, unresolved, rows } = await mergeSaves(readModel, both, sides, request.resolutions);
  if (rows === null)
    return {
      preview: { version, conflicts, contentHash: null, changes: [], blockers: [] },
      unresolved,
      facts: () => [],
    };
  const source = (change: ChangedCell | null) => refreshedFrom(budget.version, change);
  const sources = await cellSources(readModel, rows, { position, branch: null }, source);
  const { lastRevision: revision, contentHash: ofBase } = saves.budget;
  const base = { version: budget.version, revision, contentHash: ofBase };
  const events = refreshDraft({ by: askedBy(request), base, rows, sourceOf: sources.of }, draft);
  await sources.complete(events, budgetId);
  const { contentHash, changes } = await tableToCome(
    readModel,
    { state: draft, save: saves.draft },
    events,
    intentOf({ ...request, source: source(null) }, newId),
  );
  return {
    preview: { version, conflicts, contentHash, changes, blockers: [] },
    unresolved,
    facts: () => sources.facts(events, budgetId),
  };
}

function refreshedFrom(merged: number, change: ChangedCell | null): EventSource {
  const { eventId: event = null, version = merged, actor = null } = change ?? {};
  return { kind: 'refresh', event, version, editor: actor?.id ?? null };
}
