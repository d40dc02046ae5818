import type { BureauRules } from '../../../events/draft/adjustment.rules.js';
import { groundsIn } from '../../../events/draft/adjustment.rules.js';
import { voidsReview } from '../../../events/draft/draft.rules.js';
import { Refusal } from '../../../events/refusal.js';
import { refusalsIn } from '../../../events/refusals.js';
import type { MergeConflict } from '../../../projections/merge/conflicts.js';
import { choiceNames } from '../../../projections/merge/choices.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { MergePreview, MergeRequest } from '../../../services/services.js';
import type { Changes, ContentBodies, Seals } from '../../ports/read-model.js';
import type { SourcedEvent } from '../command-lanes.js';
import { intentOf } from '../intent.js';
import { loadOtherSide, originsOf, withEditors, withRowsApart } from './cell-origins.js';
import { hashChanges } from './changes-hash.js';
import type { Direction } from './direction.js';
import { mergeAsked } from './direction.js';
import type { MergeSides } from './merge-sides.js';
import { mergeSaves } from './merge-saves.js';
import { foldMergedTable } from './merged-table.js';

/** What a merge comes to, and what is recorded if it is done. */
export interface MergePlan {
  preview: MergePreview;
  unresolved: readonly MergeConflict[];
  /** Empty while a conflict is unresolved, or where there are blockers. */
  events: readonly SourcedEvent[];
  /** Why the merge would be refused although the merged table breaks no rule. */
  blockers: readonly Refusal[];
}

export interface MergePlanTools {
  readModel: ContentBodies & Changes & Pick<Seals, 'annotations'>;
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
  const table = { budgetId, draftId: direction.into === 'budget' ? null : request.draftId };
  const saves = { base, ours: ours.save, theirs: theirs.save };
  const branches = { ours: ours.branch, theirs: theirs.branch, position };
  const { conflicts, unresolved, rows } = await mergeSaves(readModel, saves, ours.state, branches, resolutions);
  const shown = (blockers: readonly Refusal[]) => (dryRun ? [...blockers] : []);
  if (rows === null) {
    const { refusals: blockers } = attempt(() => direction.check(asked, sides));
    const preview = {
      table,
      version,
      kind: null,
      conflicts,
      changesHash: null,
      changes: [],
      voidsReview: false,
      blockers: shown(blockers),
    };
    return { preview, unresolved, events: [], blockers };
  }
  const other = await loadOtherSide(readModel, direction.takenIn(sides), position);
  const setting = withRowsApart(direction.setRows({ rows }, asked, sides), other);
  const originOf = (change: ChangedCell | null) => direction.originOf(change, sides);
  const source = direction.sourceOf(originOf(null), sides);
  const intent = intentOf({ ...request, ...groundsIn(draft.state, request), source }, newId);
  const merged = await foldMergedTable(readModel, ours, setting, intent);
  const origins = originsOf(setting, merged.changes, budgetId, other, originOf);
  const changes = withEditors(merged.changes, origins);
  const changesHash = hashChanges(changes, conflicts);
  const outcome = { ...merged, changesHash };
  const { made, refusals: blockers } = attempt(() => direction.complete(setting, outcome, asked, sides));
  const events = made ?? [];
  const isVoiding = direction.into === 'draft' && voidsReview(draft.state, events);
  const kind = events.length === 0 ? null : direction.kind;
  const outlook = { voidsReview: isVoiding, blockers: shown(blockers) };
  return {
    preview: { table, version, kind, conflicts, changesHash, changes, ...outlook },
    unresolved,
    events: events.map((event, index) => {
      const own = origins[index] ?? null;
      return { event, source: own === null ? source : direction.sourceOf(own, sides) };
    }),
    blockers,
  };
}

function attempt<Made>(make: () => Made): { made: Made | null; refusals: readonly Refusal[] } {
  try {
    return { made: make(), refusals: [] };
  } catch (error) {
    const refusals = refusalsIn(error);
    if (refusals === null) throw error;
    return { made: null, refusals };
  }
}

/** @throws Refusal UNRESOLVED_CONFLICTS, or STALE_CONTENT if something else would be done than was shown */
export function checkAsPreviewed({ preview, unresolved }: MergePlan, { changesHash, draftId }: MergeRequest): void {
  if (unresolved.length > 0) {
    const names = unresolved.slice(0, 3).map(({ entityName }) => `“${entityName}”`);
    throw new Refusal(
      'UNRESOLVED_CONFLICTS',
      `有 ${unresolved.length} 处冲突尚未选择（如${names.join('、')}）；请就每一处（resolutions）选择${choiceNames.OURS}或${choiceNames.THEIRS}。`,
      `Conflicts are unresolved: ${unresolved.length} (such as ${names.join(', ')}); choose OURS or THEIRS for each with "resolutions".`,
      { argument: ['resolutions'], entityId: draftId },
    );
  }
  if (changesHash === null || changesHash === preview.changesHash) return;
  throw new Refusal(
    'STALE_CONTENT',
    '现在合并会作的修改与所给 changesHash 的预览不同：预览之后，草案、所作选择或其所涉及的单元格已改变；请重新预览，核对后再以新的 changesHash 办理。',
    'What would be done now is not what the preview of this changesHash showed: the draft, the choices or the cells under them have changed since. Preview again, look at it, and name the new changesHash.',
    { argument: ['changesHash'], entityId: draftId },
  );
}
