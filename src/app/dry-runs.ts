import type { ChangePreview, CommandRequest } from '../../services/services.js';
import type { CurrentStates } from './command-lanes.js';
import type { Perform } from './command-runner.js';
import { intentOfWhole } from './intent.js';
import type { Plan } from './plan.js';
import { carryOutFresh } from './plan.js';
import { changePreview } from './preview-changes.js';
import { rehearsePlan } from './rehearse.js';

export interface DryRunTools {
  lanes: CurrentStates;
  newId: () => string;
}

/**
 * In the place of the runner: has a command planned and decided as it would be now, and says what it would do. Nothing is
 * recorded, and the command's id stays free, whether or not it was given to a command before.
 * @throws Refusal
 */
export function dryRunner({ lanes, newId }: DryRunTools): Perform<ChangePreview> {
  return async (request, makePlan) => {
    const dryRun = () =>
      carryOutFresh(
        () => makePlan(() => newId),
        (plan) => show(plan, request, lanes),
      );
    await intentOfWhole(request, newId, dryRun);
    return dryRun();
  };
}

async function show(plan: Plan, request: CommandRequest, lanes: CurrentStates): Promise<ChangePreview> {
  if ('opens' in plan) {
    // A draft begins as the table that it rests on.
    return { ...plan.table, version: 0, kind: 'DRAFT_OPENING', status: 'OPEN', changes: [], voidsReview: false };
  }
  const { caller, reason, basisDocument, source } = request;
  return changePreview(await rehearsePlan(lanes, plan), { actor: caller.actor, reason, basisDocument, source });
}
