import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { DraftState } from '../../../events/draft/draft.state.js';
import { alreadyClosed, unknownDraft } from '../../../events/draft/draft.rules.js';
import { budgetStream, draftStream } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import type { MergeConflict } from '../../../projections/merge/conflicts.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { MergePreview, MergeRequest } from '../../../services/services.js';
import type { Position } from '../../ports/event-store.js';
import type { Branch } from '../../ports/read-model.js';
import type { Fact } from '../command-lanes.js';
import { notYetApplied } from '../not-yet-applied.js';
import type { Prepared } from '../prepared.js';
import { PlanOutdated } from '../prepared.js';
import { openDrafts } from './open-drafts.js';
import type { LookingTools } from './review.js';

/** A draft and its budget as they stand, in memory and in the views alike. */
export interface Standing {
  budget: OpenBudgetState;
  draft: OpenBudgetState & { draft: DraftState };
  saves: { base: SaveRow; budget: SaveRow; draft: SaveRow };
  branch: Branch;
  position: Position;
}

/** A merge on its way: what it would come to, and what is recorded if it is done. */
export interface MergePlan {
  preview: MergePreview;
  unresolved: readonly MergeConflict[];
  facts: () => Fact[];
}

type StandingTools = Pick<LookingTools, 'store' | 'readModel' | 'lanes' | 'patienceMs'>;

/** @throws Refusal NOT_FOUND, QueryError NOT_YET_APPLIED, PlanOutdated if something was not recorded after all */
export async function standing(draftId: string, tools: StandingTools): Promise<Standing> {
  const { store, readModel, lanes, patienceMs } = tools;
  const { budgetId } = await openDrafts(lanes).table(draftId, null);
  const budget = await lanes.peek(budgetStream(budgetId));
  const draft = await lanes.peek(draftStream(draftId));
  const position = await store.head();
  if (!(await readModel.reached(position, patienceMs))) throw notYetApplied(position);
  const about = await readModel.draft(draftId, position);
  if (budget.status === 'absent' || !isDraft(draft) || about === null) throw new PlanOutdated(unknownDraft(draftId));
  const [base, ours, theirs] = await Promise.all([
    readModel.saveAt(budgetId, { version: draft.draft.base.version }),
    readModel.saveAt(budgetId, { version: budget.version }),
    readModel.saveAt(draftId, { version: draft.version }),
  ]);
  if (base === null || ours === null || theirs === null) throw new PlanOutdated(editedMeanwhile(draft.draft));
  const branch = { draftId, openedOn: about.draft.openedOn.position };
  return { budget, draft, saves: { base, budget: ours, draft: theirs }, branch, position };
}

/** @throws Refusal DRAFT_CLOSED: one that was promoted or discarded has nothing left to be merged */
export function stillOpen({ budget, draft: { draft } }: Standing): void {
  const promotedAs = budget.promoted.get(draft.id);
  if (promotedAs !== undefined) throw alreadyClosed(draft, 'PROMOTED', promotedAs);
  if (draft.status === 'DISCARDED') throw alreadyClosed(draft, 'DISCARDED');
}

/** Lets a plan be decided only as long as draft and budget are what it was made on. */
export function onTheStanding(
  table: Prepared['table'],
  { budget, draft }: Standing,
  { held }: LookingTools['lanes'],
  plan: MergePlan,
): Prepared {
  return {
    table,
    decide() {
      const isAsPlanned = held(budgetStream(budget.budgetId)) === budget && held(draftStream(draft.draft.id)) === draft;
      if (!isAsPlanned) throw new PlanOutdated(editedMeanwhile(draft.draft));
      return plan.facts();
    },
  };
}

/** @throws Refusal UNRESOLVED_CONFLICTS, or STALE_CONTENT if the table that comes out is not the one that was shown */
export function asShown({ preview, unresolved }: MergePlan, { contentHash, draftId }: MergeRequest): void {
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

function isDraft(state: Standing['draft'] | { status: string }): state is Standing['draft'] {
  return state.status === 'open' && (state as OpenBudgetState).draft !== null;
}

function editedMeanwhile({ id, name }: DraftState): Refusal {
  return new Refusal(
    'CONFLICT',
    `草案“${name}”或其预算正被不断修改，合并未能完成；请稍后重试。`,
    `The draft "${name}" or its budget is being edited again and again, so nothing was merged; try again shortly.`,
    { path: ['draftId'], entityId: id },
  );
}
