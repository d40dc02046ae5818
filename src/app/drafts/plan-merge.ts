import type { BureauRules } from '../../../events/draft/adjustment.rules.js';
import { groundsIn } from '../../../events/draft/adjustment.rules.js';
import { voidsReview } from '../../../events/draft/draft.rules.js';
import { Refusal } from '../../../events/refusal.js';
import type { MergeConflict } from '../../../projections/merge/conflicts.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { MergePreview, MergeRequest } from '../../../services/services.js';
import type { Changes, ContentBodies } from '../../ports/read-model.js';
import type { SourcedEvent } from '../command-lanes.js';
import { intentOf } from '../intent.js';
import { cellSources } from './cell-sources.js';
import type { Direction } from './direction.js';
import { mergeAsked } from './direction.js';
import type { MergeSides } from './merge-sides.js';
import { mergeSaves } from './merge-saves.js';
import { foldMergedTable } from './merged-table.js';

/** What a merge comes to, and what is recorded if it is done. */
export interface MergePlan {
  preview: MergePreview;
  unresolved: readonly MergeConflict[];
  /** Empty while a conflict is unresolved, or where there is a blocker. */
  events: readonly SourcedEvent[];
  /** Why the merge would be refused although the merged table breaks no rule. */
  blocker: Refusal | null;
}

export interface MergePlanTools {
  readModel: ContentBodies & Changes;
  newId: () => string;
  rules: BureauRules;
}

/**
 * Works out a merge of the two sides as they stand. The side that is changed is ours, the other theirs.
 * @throws Refusal if a resolution names something that is not in conflict, or the merged table breaks a rule
 */
export async function planMerge(
  direction: Direction,
  request: MergeRequest,
  sides: MergeSides,
  { readModel, newId, rules }: MergePlanTools,
): Promise<MergePlan> {
  const { base, budget, draft, position } = sides;
  const [ours, theirs] = direction.into === 'budget' ? [budget, draft] : [draft, budget];
  const { dryRun, resolutions } = request;
  const asked = mergeAsked(request, rules);
  const { budgetId, version } = ours.state;
  const saves = { base, ours: ours.save, theirs: theirs.save };
  const branches = { ours: ours.branch, theirs: theirs.branch, position };
  const { conflicts, unresolved, rows } = await mergeSaves(readModel, saves, branches, resolutions);
  const blockersOf = (blocker: Refusal | null) => (dryRun && blocker !== null ? [blocker] : []);
  if (rows === null) {
    const { refusal: blocker } = attempt(() => direction.check(asked, sides));
    const preview = {
      version,
      conflicts,
      contentHash: null,
      changes: [],
      voidsReview: false,
      blockers: blockersOf(blocker),
    };
    return { preview, unresolved, events: [], blocker };
  }
  const sourceOf = (change: ChangedCell | null) => direction.sourceOf(change, sides);
  const sources = await cellSources(readModel, rows, { position, branch: theirs.branch }, sourceOf);
  const setting = direction.setRows({ rows, sourceOf: sources.of }, asked, sides);
  await sources.complete(setting, budgetId);
  const intent = intentOf({ ...request, ...groundsIn(draft.state, request), source: sourceOf(null) }, newId);
  const merged = await foldMergedTable(readModel, ours, setting, intent);
  const { made, refusal: blocker } = attempt(() => direction.complete(setting, merged, asked, sides));
  const { contentHash, changes } = merged;
  const isVoiding = direction.into === 'draft' && voidsReview(draft.state, made ?? []);
  return {
    preview: { version, conflicts, contentHash, changes, voidsReview: isVoiding, blockers: blockersOf(blocker) },
    unresolved,
    events: sources.attach(made ?? [], budgetId),
    blocker,
  };
}

function attempt<Made>(make: () => Made): { made: Made; refusal: null } | { made: null; refusal: Refusal } {
  try {
    return { made: make(), refusal: null };
  } catch (error) {
    if (error instanceof Refusal) return { made: null, refusal: error };
    throw error;
  }
}

/** @throws Refusal UNRESOLVED_CONFLICTS, or STALE_CONTENT if the table that comes out is not the one that was shown */
export function checkAsPreviewed({ preview, unresolved }: MergePlan, { contentHash, draftId }: MergeRequest): void {
  if (unresolved.length > 0) {
    const names = unresolved.slice(0, 3).map(({ entityName }) => `“${entityName}”`);
    throw new Refusal(
      'UNRESOLVED_CONFLICTS',
      `有 ${unresolved.length} 处冲突尚未选择（如${names.join('、')}）；请就每一处用 resolutions 选择 OURS 或 THEIRS。`,
      `Conflicts are unresolved: ${unresolved.length} (such as ${names.join(', ')}); choose OURS or THEIRS for each with "resolutions".`,
      { path: ['resolutions'], entityId: draftId },
    );
  }
  if (contentHash === null || contentHash === preview.contentHash) return;
  throw new Refusal(
    'STALE_CONTENT',
    `预览的结果（${contentHash.slice(0, 64)}）与现在的结果（${preview.contentHash ?? ''}）不同：预算、草案或所作选择已改变；请重新预览。`,
    `What was previewed (${contentHash.slice(0, 64)}) is not what would come out now (${preview.contentHash ?? ''}): budget, draft or choices have changed. Preview again.`,
    { path: ['contentHash'], entityId: draftId },
  );
}
