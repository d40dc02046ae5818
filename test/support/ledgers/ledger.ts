import { decodeEvent } from '../../../events/record.js';
import type { PositionedEvent } from '../../../projections/positioned-event.js';
import type { CommandRequest } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { openLedger } from '../../../src/compose.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import { configOf } from './pair.js';
import type { ScratchFolder } from './scratch-folder.js';
import type { DecidedSave } from '../random/history.js';

/** The whole program but its ways in, on stores of its own. */
export async function ledgerIn(folder: ScratchFolder): Promise<Ledger> {
  return folder.closing(await openLedger(configOf(folder.directory()), { write: true, projector: 'here' }));
}

/** Gives the program the commands of a history, a few of them at once, and waits until it shows what they did. */
export async function record(ledger: Ledger, history: readonly DecidedSave[]): Promise<void> {
  const { services, readModel, store } = ledger;
  for (let start = 0; start < history.length; start += 4) {
    const answers = history.slice(start, start + 4).map(({ budgetId, opens, edits }) => {
      if (opens !== null) return services.commands.openBudget({ ...request(), ...opens });
      return services.commands.edit({ ...request(), of: { budgetId }, expectedVersion: null, edits });
    });
    for (const answer of await Promise.all(answers))
      if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
  }
  // A command does not wait as long as a server may take that stands in for another.
  await readModel.reached(await store.head(), 600_000);
}

/** Everything that the ledger holds behind a position, in its order. */
export async function recorded({ store }: Pick<Ledger, 'store'>, after = ledgerStart): Promise<PositionedEvent[]> {
  const stored = await store.readAll(after, 1_000_000);
  return stored.map(({ body, position }) => ({ ...decodeEvent(body), position }));
}

/** Of an editor who gives a reason. */
export function request(): CommandRequest {
  return {
    caller: { actor: { id: 'finance', role: 'finance', unit: null, onBehalfOf: null }, requestId: 'request-1' },
    commandId: null,
    reason: '预算调整',
    basisDocument: null,
    payload: {},
    source: { kind: 'api' },
  };
}
