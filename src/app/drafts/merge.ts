import { checkVersion } from '../../../events/budget/editing.js';
import { groundsIn } from '../../../events/draft/adjustment.rules.js';
import { checkSeenVersion } from '../../../events/draft/draft.decide.js';
import { budgetStream } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import { together } from '../../../events/refusals.js';
import type { Commands, Done, MergeAnswer, MergePreview, MergeRequest } from '../../../services/services.js';
import type { Drafts, Points } from '../../ports/read-model.js';
import type { CommandLanes } from '../command-lanes.js';
import type { Perform } from '../command-runner.js';
import { carryOutFresh } from '../plan.js';
import { refusedBy } from '../refused.js';
import type { Direction } from './direction.js';
import { mergeAsked, promotion, refresh } from './direction.js';
import { draftTable } from './draft-table.js';
import type { HeldDraft, HoldTools } from './hold-draft.js';
import { holdDraft } from './hold-draft.js';
import type { MergeSides, MergeSidesTools } from './merge-sides.js';
import { checkStillOpen, checkUnmoved, loadMergeSides } from './merge-sides.js';
import type { MergePlan, MergePlanTools } from './plan-merge.js';
import { checkAsPreviewed, planMerge } from './plan-merge.js';

export type MergePreviewTools = MergeSidesTools & MergePlanTools;

type Merges = Pick<Commands, 'promoteDraft' | 'refreshDraft'>;

/**
 * Merges drafts and budgets. A plan is recorded only if neither the draft nor the budget has changed since it was made.
 */
export function merger({ perform, ...tools }: MergePreviewTools & HoldTools & { perform: Perform }): Merges {
  const { lanes } = tools;
  const previews = mergePreviewer(tools);

  async function merge(direction: Direction, request: MergeRequest): Promise<MergeAnswer> {
    let preview: MergePreview | null = null;
    let held: HeldDraft | null = null;
    try {
      const done = await perform(request, async () => {
        const { sides, plan } = await planFresh(direction, request, tools);
        ({ preview } = plan);
        checkAsPreviewed(plan, request);
        const { budgetId } = sides.budget.state;
        const table = { budgetId, draftId: direction.into === 'budget' ? null : request.draftId };
        const grounds = groundsIn(sides.draft.state, request);
        if (direction === refresh) return { table, grounds, decide: () => eventsOf(plan, sides, lanes) };
        if (plan.blockers.length > 0) throw together(plan.blockers);
        held = await holdDraft(sides, request, tools);
        const { sides: stillSides } = held;
        return { table, grounds, decide: () => eventsOf(plan, stillSides, lanes) };
      });
      return { refused: false, done, preview };
    } catch (error) {
      const refused = refusedBy(error);
      await (held as HeldDraft | null)?.letGo();
      return { ...refused, preview };
    }
  }

  return {
    async promoteDraft(request) {
      if (request.dryRun) return previews.promoteDraft(request);
      const answer = await merge(promotion, request);
      const isClosed = answer.refused && answer.refusals.some(({ code }) => code === 'DRAFT_CLOSED');
      const before = isClosed ? await promotedBefore(request, tools) : null;
      return before === null ? answer : { refused: false, done: before, preview: null };
    },

    refreshDraft: (request) => (request.dryRun ? previews.refreshDraft(request) : merge(refresh, request)),
  };
}

/** Previews merges; nothing is recorded, even if the request is not a dry run. */
export function mergePreviewer(tools: MergePreviewTools): Merges {
  async function preview(direction: Direction, asked: MergeRequest): Promise<MergeAnswer> {
    const request = { ...asked, dryRun: true };
    let shown: MergePreview | null = null;
    const show = ({ plan }: { plan: MergePlan }) => {
      shown = plan.preview;
      if (shown.changesHash !== null) checkAsPreviewed(plan, request);
    };
    try {
      await carryOutFresh(() => planFresh(direction, request, tools), show);
      return { refused: false, done: null, preview: shown };
    } catch (error) {
      return { ...refusedBy(error), preview: shown };
    }
  }

  return {
    promoteDraft: (request) => preview(promotion, request),
    refreshDraft: (request) => preview(refresh, request),
  };
}

/** Plans on the sides as they stand now. @throws Refusal, QueryError, PlanOutdated */
async function planFresh(direction: Direction, request: MergeRequest, tools: MergePreviewTools) {
  const sides = await loadMergeSides(request.draftId, tools);
  checkStillOpen(sides);
  const { state } = sides.draft;
  checkVersion(request.expectedVersion ?? null, state);
  checkSeenVersion(request.expectedVersion ?? null, state);
  if (direction === promotion && !request.dryRun) checkPromotion(request, sides, tools);
  return { sides, plan: await planMerge(direction, request, sides, tools) };
}

/** The events that the plan records. @throws PlanOutdated if draft or budget changed since; Refusal */
function eventsOf({ events, blockers }: MergePlan, sides: MergeSides, lanes: Pick<CommandLanes, 'held'>) {
  checkUnmoved(sides, lanes);
  if (blockers.length > 0) throw together(blockers);
  return [...events];
}

/** Checks the rules that need no merged table. @throws Refusal */
function checkPromotion(request: MergeRequest, sides: MergeSides, { rules }: Pick<MergePlanTools, 'rules'>): void {
  const { changesHash, draftId } = request;
  promotion.check(mergeAsked(request, rules), sides);
  if (changesHash !== null) return;
  throw new Refusal(
    'INVALID_INPUT',
    '并入须写明预览所示的 changesHash；请先以 dryRun 预览。',
    'A promotion names the changesHash that its preview showed; preview with dryRun first.',
    { argument: ['changesHash'], entityId: draftId },
  );
}

/** The draft's earlier promotion, if it did what this request names; null otherwise. */
async function promotedBefore(
  { draftId, changesHash }: MergeRequest,
  { lanes, readModel }: { lanes: Pick<CommandLanes, 'peek'>; readModel: Points & Drafts },
): Promise<Done | null> {
  if (changesHash === null) return null;
  const { budgetId } = await draftTable(draftId, null, lanes);
  const budget = await lanes.peek(budgetStream(budgetId));
  const version = budget.status === 'open' ? budget.promoted.get(draftId) : undefined;
  const save = version === undefined ? null : await readModel.saveAt(budgetId, { version });
  const promoted = save && (await readModel.draft(draftId, save.lastPosition))?.promoted;
  if (save === null || promoted?.changesHash !== changesHash) return null;
  const { lastPosition: position, clock: recordedAt } = save;
  const basis = { position, recordedAt, version: save.version };
  return {
    budgetId,
    draftId: null,
    version: save.version,
    position,
    basis,
    events: [],
    repeated: true,
    isShown: true,
  };
}
