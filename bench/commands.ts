import type { BudgetEdit } from '../events/budget/budget.commands.js';
import { decide } from '../events/budget/budget.decide.js';
import { budgetStream } from '../events/identity.js';
import { v7 as uuidv7 } from 'uuid';
import type { CommandLanes } from '../src/app/command-lanes.js';
import { commandOutcomes } from '../src/app/command-outcomes.js';
import { commandLanes } from '../src/app/command-lanes.js';
import type { TemporaryLedger } from './support/ledger.js';
import { editTimes, openBudget, temporaryLedger } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { measureInTurn, milliseconds } from './support/measure.js';

const by = { role: 'finance', actorId: 'finance', onBehalfOf: null, unit: null };

const long = 100_000;

/** What a command costs where the stream is long: warm from the folded state, cold from snapshot and tail. */
export async function commands(): Promise<Figure[]> {
  const ledger = await temporaryLedger();
  try {
    const few = await openBudget(ledger, { unit: '短', projects: 20, indicators: 8 });
    const many = await openBudget(ledger, { unit: '长', projects: 20, indicators: 8 });
    await editTimes(ledger, few.budgetId, few.projectIds, 10);
    await editTimes(ledger, many.budgetId, many.projectIds, long);
    const warm = lanesOf(ledger);
    const run = async (lanes: () => CommandLanes, { budgetId, projectIds }: typeof few, round: number) => {
      for (let turn = 0; turn < 8; turn += 1) {
        await edit(lanes(), budgetId, projectIds[(turn + round + 1) % 20] ?? '', round * 8 + turn);
      }
    };
    const ms = await measureInTurn(
      {
        warmFew: (round) => run(() => warm, few, round),
        warmMany: (round) => run(() => warm, many, round),
        coldFew: (round) => run(() => lanesOf(ledger), few, round + 1_000),
        coldMany: (round) => run(() => lanesOf(ledger), many, round + 1_000),
      },
      30,
    );
    const each = (name: keyof typeof ms) => milliseconds(ms[name] / 8);
    return [
      {
        name: 'a command, 100,000 events ÷ 10, warm',
        value: ms.warmMany / ms.warmFew,
        bound: '≤ 1.5',
        detail: `${each('warmMany')} and ${each('warmFew')}, fsync included`,
      },
      {
        name: 'a command, 100,000 events ÷ 10, cold',
        value: ms.coldMany / ms.coldFew,
        bound: '≤ 3',
        detail: `${each('coldMany')} and ${each('coldFew')}, fsync included`,
      },
    ];
  } finally {
    await ledger.remove();
  }
}

function lanesOf({ store, readModel }: TemporaryLedger): CommandLanes {
  const outcomes = commandOutcomes({ store, readModel });
  const now = () => new Date().toISOString();
  return commandLanes({ store, readModel, outcomes, newId: () => uuidv7(), now });
}

function edit(lanes: CommandLanes, budgetId: string, projectId: string, turn: number): Promise<unknown> {
  const edits: BudgetEdit[] = [{ type: 'ReviseFunding', projectId, funding: { other: `${turn + 20_000}.25` } }];
  const actor = { id: 'finance', role: 'finance', unit: null, onBehalfOf: null };
  const intent = {
    actor,
    reason: null,
    basisDocument: null,
    commandId: uuidv7(),
    commandHash: 'a'.repeat(64),
    correlationId: uuidv7(),
    causationId: null,
    source: { kind: 'api' as const },
  };
  return lanes.run(budgetStream(budgetId), intent, (state) =>
    decide({ type: 'EditBudget', by, budgetId, expectedVersion: null, edits }, state).map((event) => ({ event })),
  );
}
