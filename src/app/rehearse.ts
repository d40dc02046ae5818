import type { BudgetState } from '../../events/budget/budget.state.js';
import type { TableOf } from '../../events/identity.js';
import { streamOf } from '../../events/identity.js';
import type { CurrentStates, SourcedEvent } from './command-lanes.js';
import { knowingItsBudget } from './drafts/draft-table.js';
import type { Decision } from './plan.js';
import { carryOutFresh } from './plan.js';

/** What a command would record. */
export interface Rehearsal {
  table: TableOf;
  /** The table before it. */
  state: BudgetState;
  events: SourcedEvent[];
}

/** Plans a command and decides it on its table as it stands; nothing is recorded. @throws Refusal */
export function rehearse(lanes: CurrentStates, makePlan: () => Decision | Promise<Decision>): Promise<Rehearsal> {
  return carryOutFresh(makePlan, (plan) => rehearsePlan(lanes, plan));
}

/** @throws Refusal; PlanOutdated */
export async function rehearsePlan(lanes: CurrentStates, plan: Decision): Promise<Rehearsal> {
  const { table, decide } = await knowingItsBudget(plan, lanes);
  const state = await lanes.peek(streamOf(table));
  return { table, state, events: decide(state) };
}
