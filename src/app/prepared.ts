import type { BudgetState } from '../../events/budget/budget.state.js';
import type { TableOf } from '../../events/identity.js';
import type { Refusal } from '../../events/refusal.js';
import type { Fact } from './command-lanes.js';

/** A command on its way to a table's lane. What it is prepared from may be looked up first; deciding waits for nothing. */
export interface Prepared {
  table: TableOf;
  /** @throws PlanOutdated if it has to be prepared again */
  decide: (state: BudgetState) => Fact[];
}

/** A command that opens a draft: it begins the draft's stream, whatever the size of its table. */
export interface Opening {
  table: TableOf;
  opens: Fact[];
}

/** What a plan rests on was changed before the plan was decided: it has to be made again. */
export class PlanOutdated extends Error {
  override readonly name = 'PlanOutdated';
  /** @param refusal what the editor is told if it happens again and again */
  constructor(readonly refusal: Refusal) {
    super(refusal.messageEn);
  }
}

const attempts = 8;

/**
 * Makes a plan and carries it out, again if it turns out to be outdated.
 * @throws Refusal CONFLICT after too many attempts
 */
export async function onFreshPlan<Plan, Outcome>(
  make: () => Promise<Plan>,
  carryOut: (plan: Plan) => Promise<Outcome>,
): Promise<Outcome> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await carryOut(await make());
    } catch (error) {
      if (!(error instanceof PlanOutdated)) throw error;
      if (tried === attempts) throw error.refusal;
    }
  }
}
