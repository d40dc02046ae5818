import { budgetStream } from '../../../events/identity.js';
import { decodeEvent } from '../../../events/record.js';
import { ledgerStart } from '../../../events/position.js';
import type { PositionedEvent } from '../../../projections/positioned-event.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { Done, RevertAnswer, RevertWhat } from '../../../services/services.js';
import type { BudgetState, OpenBudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import type { Ledger } from '../../../src/compose.js';
import { shown } from '../oracles/expected-history.js';
import type { Table } from '../oracles/expected-undo.js';
import { request } from '../ledgers/ledger.js';
import { evolved } from './history.js';

/** One budget of a ledger, which the test reverts and replays. */
export interface Reverting {
  budgetId: string;
  /** Of the budget, in order; grows as reverts are recorded. */
  events: PositionedEvent[];
  /** What the table shows after the budget's first events, none by default all. */
  tableAfter(count?: number): Table;
  /** How many events the budget has after a version. */
  eventsUpTo(version: number): number;
  /** The cells that the event changed, as the read model lists them. */
  changesOf(index: number): Promise<ChangedCell[]>;
  revert(what: RevertWhat, dryRun?: boolean): Promise<RevertAnswer>;
  /** A revert that must not be refused. */
  reverted(what: RevertWhat): Promise<Done>;
}

export async function revertingIn(ledger: Ledger, budgetId: string): Promise<Reverting> {
  const events: PositionedEvent[] = [];
  await readOn();

  async function readOn(): Promise<void> {
    const stored = await ledger.store.readStream(budgetStream(budgetId), events.length, 1_000_000);
    events.push(...stored.map(({ body, position }) => ({ ...decodeEvent(body), position })));
  }

  async function revert(what: RevertWhat, dryRun = false): Promise<RevertAnswer> {
    const answer = await ledger.services.commands.revert({ ...request(), what, expectedVersion: null, dryRun });
    await readOn();
    return answer;
  }

  return {
    budgetId,
    events,
    revert,
    tableAfter(count = events.length) {
      const state = events.slice(0, count).reduce<BudgetState>(evolved, absentBudget);
      return shown(state as OpenBudgetState);
    },
    async changesOf(index) {
      const { position = ledgerStart, id = '' } = events[index] ?? {};
      const { rows } = await ledger.readModel.changes({ budgetIds: [budgetId] }, 'NEWEST_FIRST', position, {
        first: 10_000,
        after: null,
      });
      return rows.map(({ row }) => row).filter(({ eventId }) => eventId === id);
    },
    eventsUpTo: (version) => events.filter((event) => event.version <= version).length,
    async reverted(what) {
      const answer = await revert(what);
      if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
      if (answer.done === null) throw new Error('nothing was done');
      return answer.done;
    },
  };
}
