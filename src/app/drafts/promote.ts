import { promotable, promoteDraft } from '../../../events/draft/promote-draft.decide.js';
import { setRows } from '../../../events/budget/set-rows/set-rows.decide.js';
import type { EventSource } from '../../../events/envelope.js';
import { Refusal } from '../../../events/refusal.js';
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
 * What taking the draft into its budget comes to: the budget's table is ours, the draft's is theirs.
 * @throws Refusal of the table's rules, which are held against the merged table
 */
export async function planPromotion(
  request: MergeRequest,
  standing: Standing,
  { readModel, newId }: Pick<DraftTools, 'readModel' | 'newId'>,
): Promise<MergePlan> {
  const { budget, draft, saves, branch, position } = standing;
  const { budgetId, version } = budget;
  const sides = { ours: null, theirs: branch, position };
  const both = { base: saves.base, ours: saves.budget, theirs: saves.draft };
  const { conflicts, unresolved, rows } = await mergeSaves(readModel, both, sides, request.resolutions);
  const { reason, basisDocument } = request;
  const asked = { by: askedBy(request), reason, basisDocument };
  if (rows === null) {
    const blockers = blockersOf(request, () => promotable(asked, budget, draft));
    return { preview: { version, conflicts, contentHash: null, changes: [], blockers }, unresolved, facts: () => [] };
  }
  const source = (change: ChangedCell | null) => promotedFrom(branch.draftId, draft.version, change);
  const sources = await cellSources(readModel, rows, { position, branch }, source);
  const events = setRows({ type: 'SetRows', budgetId, expectedVersion: null, rows, sourceOf: sources.of }, budget);
  await sources.complete(events, budgetId);
  const { contentHash, totals, changes } = await tableToCome(
    readModel,
    { state: budget, save: saves.budget },
    events,
    intentOf({ ...request, source: source(null) }, newId),
  );
  const command = {
    ...asked,
    rows,
    sourceOf: sources.of,
    contentHash,
    sums: { before: saves.budget.totals, after: totals },
  };
  const facts = () => sources.facts(promoteDraft(command, budget, draft), budgetId);
  const blockers = blockersOf(request, facts);
  return { preview: { version, conflicts, contentHash, changes, blockers }, unresolved, facts };
}

/** The rules that can be told before anything is merged. @throws Refusal */
export function checkPromotion(request: MergeRequest, { budget, draft }: Standing): void {
  const { reason, basisDocument, contentHash, draftId } = request;
  promotable({ by: askedBy(request), reason, basisDocument }, budget, draft);
  if (contentHash !== null) return;
  throw new Refusal(
    'INVALID_INPUT',
    '并入须写明预览所示结果的 contentHash；请先以 dryRun 预览。',
    'A promotion names the contentHash that its preview showed; preview with dryRun first.',
    { path: ['contentHash'], entityId: draftId },
  );
}

/** What a promotion that is but shown would be refused for. */
function blockersOf({ dryRun }: MergeRequest, attempt: () => unknown): Refusal[] {
  if (!dryRun) return [];
  try {
    attempt();
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [error];
    throw error;
  }
}

function promotedFrom(draft: string, merged: number, change: ChangedCell | null): EventSource {
  const { eventId: event = null, version = merged, actor = null } = change ?? {};
  return { kind: 'promote', draft, event, version, editor: actor?.id ?? null };
}
