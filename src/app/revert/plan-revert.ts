import type { RevertRequest, RevertWhat } from '../../../services/services.js';
import type { EventReader, Position } from '../../ports/event-store.js';
import type { Drafts, ReadModel } from '../../ports/read-model.js';
import type { CurrentStates } from '../command-lanes.js';
import { draftTable } from '../drafts/draft-table.js';
import { notYetApplied, reachHead } from '../not-yet-applied.js';
import { loadCurrentValues } from './load-current-values.js';
import { loadUndone } from './load-undone.js';
import { planReturn } from './plan-return.js';
import { planUndo } from './plan-undo.js';
import type { RevertContext, RevertedDraft } from './revert-context.js';
import { newestSave, tableIn } from './revert-context.js';
import type { RevertPlan } from './revert-plan.js';

export interface RevertPlanTools {
  store: EventReader;
  readModel: ReadModel;
  lanes: CurrentStates;
  /** How long the read model is waited for. */
  patienceMs: number;
}

type PlannedOn = Pick<RevertRequest, 'what' | 'draftId' | 'ofBudget'>;

/** Reads what a revert rests on, once the read model shows everything recorded, and plans it. @throws Refusal, Refusals */
export async function planRevert(request: PlannedOn, tools: RevertPlanTools): Promise<RevertPlan> {
  const { what } = request;
  const context = await revertContext(request, tools);
  const { into } = context;
  if ('row' in what || 'table' in what) return planReturn(what, context);
  const undone = await loadUndone(what, context);
  const table = tableIn(undone.budgetId, into);
  const { version } = await newestSave(table, context, ['what']);
  return planUndo(undone, await loadCurrentValues(undone.changes, context), { table, version });
}

/** @throws Refusal if there is no such draft */
export async function revertContext(
  { what, draftId, ofBudget }: PlannedOn,
  tools: RevertPlanTools,
): Promise<RevertContext> {
  const { store, readModel, lanes } = tools;
  const draft = draftId ? await draftTable(draftId, budgetIdIn(what), lanes) : null;
  const head = await reachHead(tools);
  const into = draft === null ? null : await revertedDraft(draft.draftId, head, readModel);
  return { readModel, store, head, into, from: ofBudget === true ? null : into };
}

async function revertedDraft(draftId: string, head: Position, readModel: Drafts): Promise<RevertedDraft> {
  const row = await readModel.draft(draftId, head);
  if (row === null) throw notYetApplied(head);
  const { budgetId, openedOn } = row.draft;
  return { budgetId, draftId, openedOn: openedOn.position };
}

function budgetIdIn(what: RevertWhat): string | null {
  if ('save' in what) return what.save.budgetId;
  return 'table' in what ? what.table.budgetId : null;
}
