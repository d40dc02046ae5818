import type { BudgetState } from '../../events/budget/budget.state.js';
import { absentBudget } from '../../events/budget/budget.state.js';
import type { EventReader } from '../ports/event-store.js';
import type { Snapshots } from '../ports/read-model.js';
import type { CurrentStates } from './command-lanes.js';
import { loadBudget } from './load-budget.js';

/**
 * The states that commands would be decided on, where nothing is saved. A state is read anew whenever it is asked for,
 * as another process may write, and the last one stays in memory.
 * @param events null: there is no ledger yet, so every table is absent
 */
export function readOnlyLanes(events: EventReader | null, snapshots: Snapshots): CurrentStates {
  const states = new Map<string, BudgetState>();
  async function peek(stream: string): Promise<BudgetState> {
    const state = events === null ? absentBudget : (await loadBudget(stream, { events, snapshots })).state;
    states.set(stream, state);
    return state;
  }
  return {
    peek,
    stored: peek,
    held: (stream) => states.get(stream) ?? null,
  };
}
