import type { EventSource, Reverted } from '../../../events/envelope.js';
import { budgetStream } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import type { Commands, Done, RevertPreview, RevertRequest } from '../../../services/services.js';
import type { Perform } from '../command-runner.js';
import type { InTurn } from '../in-turn.js';
import { askedBy, intentOf } from '../intent.js';
import { notYetApplied } from '../not-yet-applied.js';
import type { Decision } from '../plan.js';
import { carryOutFresh, decision } from '../plan.js';
import { changePreview } from '../preview-changes.js';
import { refusedBy } from '../refused.js';
import { rehearse } from '../rehearse.js';
import type { AsDraft, OpeningTools } from './as-draft.js';
import { namedFor, planOpening } from './as-draft.js';
import { changesOfSave } from './load-undone.js';
import { rowsOnlyInDraft } from './only-in-draft.js';
import { nothingLeft } from './nothing-left.js';
import type { RevertPlanTools } from './plan-revert.js';
import { planRevert } from './plan-revert.js';
import { decideRevert } from './revert-plan.js';

export type RevertPreviewTools = RevertPlanTools & Pick<OpeningTools, 'readModel' | 'rules'> & { newId: () => string };

type Reverts = Pick<Commands, 'revert'>;

/** Reverts changes: planned on the read model, decided on the table's lane. */
export function reverter({
  perform,
  inTurn,
  ...tools
}: RevertPreviewTools & { perform: Perform; inTurn: InTurn }): Reverts {
  const { readModel, newId } = tools;
  const previews = revertPreviewer(tools);

  /**
   * Plans the revert as the first edit of a draft, and opens that draft first unless a retry finds it open: `namedFor`.
   */
  async function planAsDraft(request: AsDraft & { commandId: string }): Promise<Decision> {
    const { draftId, openingId: commandId } = namedFor(request.commandId);
    const opened = await inTurn(() =>
      perform({ ...request, commandId }, async () => {
        const plan = await planRevert(request, tools);
        return (await planOpening(request, { plan, draftId }, tools)).opening;
      }),
    );
    const { budgetId } = opened;
    if (opened.draftId === null) return { table: { budgetId, draftId: null }, decide: () => [] };
    return planInTable({ ...request, draftId, ofBudget: true, expectedVersion: null }, tools);
  }

  async function changesOf({ budgetId, draftId, version, position, events }: Done) {
    if (events.length === 0) return [];
    const save = await readModel.saveAt(draftId ?? budgetId, { version });
    if (save === null) throw notYetApplied(position);
    return changesOfSave(save, readModel);
  }

  return {
    async revert(request) {
      if (request.dryRun) return previews.revert(request);
      try {
        checkNotBoth(request);
        const source = sourceOf(request);
        const asked = { ...request, commandId: request.commandId ?? newId() };
        const done = isAsDraft(asked)
          ? await perform({ ...asked, source }, () => planAsDraft(asked))
          : await perform({ ...request, source }, () => planInTable(request, tools));
        const isNothing = done.events.length === 0;
        return {
          refused: false,
          done,
          changes: () => changesOf(done),
          nothingLeft: isNothing ? nothingLeft(request, tools) : null,
        };
      } catch (error) {
        return refusedBy(offeringDraft(error, request));
      }
    },
  };
}

/** Previews reverts; nothing is recorded, even if the request is not a dry run. */
export function revertPreviewer(tools: RevertPreviewTools): Reverts {
  const { lanes, newId } = tools;

  async function preview(request: RevertRequest): Promise<RevertPreview> {
    const intent = intentOf({ ...request, source: sourceOf(request) }, newId);
    if (isAsDraft(request)) {
      const edit = await carryOutFresh(
        () => planRevert(request, tools),
        async (plan) => (await planOpening(request, { plan, draftId: newId() }, tools)).edit,
      );
      return { ...changePreview(edit, intent), onlyInDraft: [] };
    }
    const edit = await rehearse(lanes, () => planInTable(request, tools));
    const shown = changePreview(edit, intent);
    if (edit.table.draftId === null) return { ...shown, onlyInDraft: [] };
    const budget = await lanes.peek(budgetStream(shown.budgetId));
    return { ...shown, onlyInDraft: rowsOnlyInDraft(shown.changes, budget) };
  }

  return {
    async revert(request) {
      try {
        checkNotBoth(request);
        const shown = await preview(request);
        const isNothing = shown.changes.length === 0;
        return {
          refused: false,
          done: null,
          preview: shown,
          nothingLeft: isNothing ? nothingLeft(request, tools) : null,
        };
      } catch (error) {
        return refusedBy(offeringDraft(error, request));
      }
    },
  };
}

/** Plans the revert in the budget, or in a draft that is open already. */
async function planInTable(request: RevertRequest, tools: RevertPlanTools): Promise<Decision> {
  const plan = await planRevert(request, tools);
  const { expectedVersion, voidsReview = false } = request;
  const asked = { by: askedBy(request), expectedVersion, voidsReview };
  return decision(plan.table, (state) => decideRevert(plan, asked, state));
}

function isAsDraft<Request extends RevertRequest>(request: Request): request is Request & AsDraft {
  return request.asDraft !== undefined && request.asDraft !== null;
}

function sourceOf(request: RevertRequest): EventSource {
  return { kind: 'revert', ...describeReverted(request) };
}

function describeReverted({ what, draftId, ofBudget, asDraft }: RevertRequest): Reverted {
  const whose = asDraft || (draftId && ofBudget === true) ? ({ ofBudget: true } as const) : {};
  if ('save' in what) return { save: what.save.version, ...whose };
  if ('row' in what) return { row: what.row.id, toVersion: what.row.toVersion, ...whose };
  return 'table' in what ? { table: what.table.budgetId, toVersion: what.table.toVersion, ...whose } : what;
}

/** @throws Refusal INVALID_INPUT */
function checkNotBoth({ asDraft, draftId }: RevertRequest): void {
  if (!asDraft || !draftId) return;
  throw new Refusal(
    'INVALID_INPUT',
    'draftId 与 asDraft 只能给出其一：前者在已有的草案中撤回，后者开立新的草案。',
    'Give draftId or asDraft, not both: the one reverts in a draft that there is, the other opens one.',
    { argument: ['asDraft'] },
  );
}

/** After 二下 a revert is refused in the budget but possible in an adjustment draft: the refusal says so. */
function offeringDraft(error: unknown, { draftId }: RevertRequest): unknown {
  if (!(error instanceof Refusal) || error.code !== 'NEEDS_ADJUSTMENT' || draftId) return error;
  const { code, argument, entityId } = error;
  return new Refusal(
    code,
    '二下已定稿，不能直接撤回；可给出 asDraft（草案名称与调整类别；命令行 --as-draft 与 --kind）以及理由和文号，撤回即记入新开立的调整草案，批准后并入。',
    'The table is sealed as 二下 and nothing is reverted in it directly; give asDraft (the name of a draft and the kind of adjustment; --as-draft and --kind at the command line), a reason and a document, and the revert is recorded in an adjustment draft that it opens, to be promoted once approved.',
    { argument: [...argument], ...(entityId === undefined ? {} : { entityId }) },
  );
}
