import fc from 'fast-check';
import { budgetIdOf } from '../../../events/identity.js';
import type { PositionedEvent } from '../../../projections/positioned-event.js';
import type { At, Queries, RootArguments } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { ledgerIn, record, recorded } from '../ledgers/ledger.js';
import { inFolder } from '../ledgers/scratch-folder.js';
import type { RowIds } from '../oracles/all-answers.js';
import { idsOf } from '../oracles/all-answers.js';
import { cases, casesOnLedgers } from './cases.js';
import type { DecidedSave } from './history.js';
import { histories } from './history.js';
import type { Replayed } from '../oracles/replay.js';
import { replayAll } from '../oracles/replay.js';
import { reader } from '../ledgers/reader.js';

/** A running program with a history in it, and what a replay makes of the same events. */
export interface Asking {
  ledger: Ledger;
  queries: Queries;
  history: DecidedSave[];
  events: PositionedEvent[];
  saves: Replayed[];
  ids: RowIds;
  read(at: At | null): RootArguments;
  /** A few of many, others in every case. */
  some<T>(of: readonly T[]): T[];
  /** A number of the case's own. */
  number: number;
}

/** Asks for any history of two budgets, alone in its ledger: what is asked over all budgets is asked over these. */
export function whateverWasRecorded(ask: (asking: Asking) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(histories({ budgets: 2, saves: 14 }), (history) =>
    inFolder(async (folder) => {
      await ask(await asking(await ledgerIn(folder), history, 0));
    }),
  );
  return fc.assert(property, { numRuns: cases(6, 2), interruptAfterTimeLimit: 20_000 });
}

/** The same for many histories in one ledger, each with rows and units of its own beside those of the others. */
export function whateverIsRecorded(
  ask: (asking: Asking) => Promise<void>,
  size: { budgets?: number; saves: number } = { budgets: 2, saves: 8 },
): Promise<void> {
  return inFolder(async (folder) => {
    const ledger = await ledgerIn(folder);
    let turn = 0;
    const property = fc.asyncProperty(histories(size), fc.nat(), async (history, number) => {
      turn += 1;
      await ask(await asking(ledger, ownRows(history, turn.toString(16).padStart(8, '0')), number));
    });
    await fc.assert(property, { numRuns: casesOnLedgers() });
  });
}

async function asking(ledger: Ledger, history: DecidedSave[], number: number): Promise<Asking> {
  const before = await ledger.store.head();
  await record(ledger, history);
  const { queries } = ledger.services;
  const events = await recorded(ledger, before);
  const head = await queries.head(null);
  const some = <T>(of: readonly T[]) => {
    const picked = new Set([number, number * 7 + 3, number * 13 + 5].map((at) => at % Math.max(1, of.length)));
    return [...picked].sort((one, other) => one - other).flatMap((at) => of.slice(at, at + 1));
  };
  const read = (at: At | null): RootArguments => ({ caller: reader, at, head });
  return { ledger, queries, history, events, saves: replayAll(events), ids: idsOf(history), read, some, number };
}

/** The case's history recorded once more beside it, about other budgets and rows of the same names. */
export function twinOf({ ledger, history, number }: Asking): Promise<Asking> {
  const prefix = `f${history[0]?.events[0]?.id.slice(1, 8)}`;
  return asking(ledger, ownRows(history, prefix), number);
}

/** The same history about rows, units and budgets of its own. */
function ownRows(history: readonly DecidedSave[], prefix: string): DecidedSave[] {
  const text = JSON.stringify(history)
    .replace(/[0-9a-f]{8}-(?=000[efab]-)/g, `${prefix}-`)
    .replace(/[甲乙]单位/g, (unit) => `${unit}${prefix}`);
  const own = JSON.parse(text) as DecidedSave[];
  const ids = new Map(
    own.flatMap(({ budgetId, opens }): [string, string][] =>
      opens === null ? [] : [[budgetId, budgetIdOf(opens.unitKey, opens.fiscalYear)]],
    ),
  );
  return own.map((save) => ({ ...save, budgetId: ids.get(save.budgetId) ?? save.budgetId }));
}
