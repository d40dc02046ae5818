import { v5 } from 'uuid';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { openDraft } from '../../../events/draft/draft.decide.js';
import { checkVersion } from '../../../events/budget/editing.js';
import { setRows } from '../../../events/budget/set-rows/set-rows.decide.js';
import { budgetStream } from '../../../events/identity.js';
import { eachRefusal } from '../../../events/refusals.js';
import type { RevertRequest } from '../../../services/services.js';
import type { BureauRules } from '../../../events/draft/adjustment.rules.js';
import type { ContentBodies, Drafts, Points, Progress } from '../../ports/read-model.js';
import type { CommandLanes } from '../command-lanes.js';
import { draftBase, othersOpen } from '../drafts/opening.js';
import { askedBy } from '../intent.js';
import type { Plan } from '../plan.js';
import type { Rehearsal } from '../rehearse.js';
import type { RevertPlan } from './revert-plan.js';
import { checkCurrent } from './revert-plan.js';

/** A revert that is recorded in a draft of its own. */
export type AsDraft = RevertRequest & { asDraft: NonNullable<RevertRequest['asDraft']> };

/** Namespace of the ids below; part of the storage format. */
const namespace = '0b8d6a53-7c1f-5a52-9a64-5f0c1d3f9e27';

/**
 * A revert that opens a draft makes two appends to the draft's stream: the opening, then the edit. The edit is recorded
 * under the command's own id, and the ids of the draft and of the command that opens it are derived from that id. So if
 * the program ended between the two, a retry finds the opening in the ledger and only makes the edit.
 */
export function namedFor(commandId: string): { draftId: string; openingId: string } {
  return { draftId: v5(`${commandId} draft`, namespace), openingId: v5(`${commandId} opening`, namespace) };
}

export interface OpeningTools {
  readModel: Points & Progress & Drafts & ContentBodies;
  lanes: Pick<CommandLanes, 'peek'>;
  rules: BureauRules;
}

/**
 * Plans a revert in a draft that is not open yet. The draft will be based on the budget's newest version, so its table
 * is the budget's: plan and rules are those of the budget, except that the draft may be edited after 二下.
 * @throws Refusal, PlanOutdated
 */
export async function planOpening(
  request: AsDraft,
  { plan, draftId }: { plan: RevertPlan; draftId: string },
  { readModel, lanes, rules }: OpeningTools,
): Promise<{ opening: Plan; edit: Rehearsal }> {
  const { table } = plan;
  const { budgetId } = table;
  const budget = (await lanes.peek(budgetStream(budgetId))) as OpenBudgetState;
  checkVersion(request.expectedVersion, budget);
  checkCurrent(plan, budget);
  const { version } = budget;
  const { reason, basisDocument, expectedVersion, asDraft } = request;
  const base = await draftBase(budgetId, version, readModel);
  const { position } = await readModel.status();
  const others = await othersOpen(budgetId, position, readModel);
  const { name, adjustmentKind = null } = asDraft;
  const by = askedBy(request);
  const about = { draftId, budgetId, by, name, base, version, adjustmentKind, reason, basisDocument, others };
  // What the revert rests on is checked row by row.
  const seen = { isVersionNamed: false, expectedVersion: null };
  const opened = memberOfAsDraft(() => openDraft({ type: 'OpenDraft', ...about, ...seen }, budget, rules));
  const events = setRows({ expectedVersion, rows: plan.rows(budget) }, budget).map((event) => ({ event }));
  return {
    // A revert that changes nothing opens no draft.
    opening:
      events.length === 0
        ? { table: { budgetId, draftId: null }, decide: () => [] }
        : { table: { budgetId, draftId }, opens: [{ event: opened }] },
    edit: { table, state: budget, events },
  };
}

/** Name and kind of the draft are members of `asDraft`, and a refusal names them there. */
function memberOfAsDraft<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw eachRefusal(error, (refusal) => {
      const isItsOwn = ['name', 'adjustmentKind'].includes(refusal.argument[0] ?? '');
      return isItsOwn ? refusal.within('asDraft') : refusal;
    });
  }
}
