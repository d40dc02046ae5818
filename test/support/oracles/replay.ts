import type { OpenBudgetState, ProjectState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import type { Position } from '../../../events/position.js';
import { evolved } from '../random/history.js';
import type { PositionedEvent } from '../../../projections/positioned-event.js';

/** The ledger after one save, by replaying every event up to there: what the read model has to agree with. */
export interface Replayed {
  /** Where the save ends, and the ledger's clock there. */
  position: Position;
  recordedAt: string;
  /** The budget and version that the save made. */
  budgetId: string;
  version: number;
  event: PositionedEvent;
  /** All budgets, by id, in no order that means anything. */
  budgets: ReadonlyMap<string, OpenBudgetState>;
}

/**
 * After each save of the ledger, in order. Folded by the program's own `evolve`, whose mistakes are not noticed here.
 */
export function replayAll(events: readonly PositionedEvent[]): Replayed[] {
  const streams = new Map<string, OpenBudgetState>();
  const after: Replayed[] = [];
  let clock = '';
  for (const event of events) {
    const state = evolved(streams.get(event.stream) ?? absentBudget, event) as OpenBudgetState;
    streams.set(event.stream, state);
    if (event.recordedAt > clock) clock = event.recordedAt;
    if (!event.endsSave) continue;
    const budgets = new Map([...streams.values()].map((budget) => [budget.budgetId, budget]));
    const { position, version } = event;
    after.push({ position, recordedAt: clock, budgetId: state.budgetId, version, event, budgets });
  }
  return after;
}

export interface PlacedRow {
  budget: OpenBudgetState;
  project: ProjectState;
  /** What it is sorted by: newest year first, unit, place of the fund user, own place. */
  key: string[];
}

/** All projects, withdrawn ones too, in printed order over all budgets. */
export function projectsInOrder(budgets: Iterable<OpenBudgetState>): PlacedRow[] {
  return [...budgets]
    .flatMap((budget) =>
      [...budget.projects.values()].map((project): PlacedRow => {
        const holder = budget.fundUsers.get(project.fundUserId);
        const year = String(9_999 - budget.fiscalYear);
        const key = [year, budget.unitKey, holder?.place ?? '', holder?.id ?? '', project.place, project.id];
        return { budget, project, key };
      }),
    )
    .sort((one, other) => compareKeys(one.key, other.key));
}

export function compareKeys(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  if (at < 0) return 0;
  return (one[at] ?? '') < (other[at] ?? '') ? -1 : 1;
}
