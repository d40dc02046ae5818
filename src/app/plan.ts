import type { BudgetEvent } from '../../events/budget/budget.events.js';
import type { BudgetState } from '../../events/budget/budget.state.js';
import type { Grounds } from '../../events/draft/adjustment.js';
import type { TableOf } from '../../events/identity.js';
import type { Refusal } from '../../events/refusal.js';
import type { SourcedEvent } from './command-lanes.js';

/** What a command comes to, as far as it can be worked out before its table's turn comes. */
export type Plan = Decision | Opening;

/** Decided on the table's lane, on what the commands before it have made. */
export interface Decision {
  table: TableOf;
  /**
   * Waits for nothing.
   * @throws Refusal; PlanOutdated if it has to be planned again
   */
  decide: (state: BudgetState) => SourcedEvent[];
  /** What the save rests on; absent: what the request says. */
  grounds?: Grounds;
}

/** Opens a draft: it begins the draft's stream, whatever the size of its table, so there is no state to decide on. */
export interface Opening {
  table: TableOf;
  opens: SourcedEvent[];
}

/** A plan whose events all have the source of the whole command. */
export function decision(table: TableOf, decide: (state: BudgetState) => BudgetEvent[]): Decision {
  return { table, decide: (state) => decide(state).map((event) => ({ event })) };
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
export async function carryOutFresh<Made, Outcome>(
  makePlan: () => Made | Promise<Made>,
  carryOut: (plan: Made) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await carryOut(await makePlan());
    } catch (error) {
      if (!(error instanceof PlanOutdated)) throw error;
      if (tried === attempts) throw error.refusal;
    }
  }
}
