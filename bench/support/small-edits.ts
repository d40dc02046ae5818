/** Many small edits of one budget, as many officers make them at once. */
import { v7 as uuidv7 } from 'uuid';
import type { BudgetEdit } from '../../events/budget/budget.commands.js';
import { decide } from '../../events/budget/budget.decide.js';
import { budgetStream } from '../../events/identity.js';
import type { Intent } from '../../src/app/command-lanes.js';
import { commandLanes } from '../../src/app/command-lanes.js';
import type { EventStore } from '../../src/ports/event-store.js';

const by = { role: 'finance', actorId: 'finance', onBehalfOf: null, unit: null };

export const atOnce = 64;

type Lanes = ReturnType<typeof commandLanes>;

/** A budget with a project for each of those who edit at once. */
export async function openBudget(lanes: Lanes): Promise<string> {
  const budgetId = uuidv7();
  const about = { unitKey: '单位', name: '单位', fiscalYear: 2024, taxonomy: 'cn-2020' };
  const fundUserId = uuidv7();
  const edits: BudgetEdit[] = [
    { type: 'AddFundUser', fundUserId, name: '单位', declared: {} },
    ...Array.from({ length: atOnce }, (_, at): BudgetEdit => ({
      type: 'AddProject',
      projectId: `project-${at}`,
      fundUserId,
      name: `项目${at}`,
      funding: {},
      goal: '',
      indicators: [],
    })),
  ];
  const stream = budgetStream(budgetId);
  await lanes.run(stream, intent(), (state) =>
    decide({ type: 'OpenBudget', by, budgetId, ...about, edits }, state).map((event) => ({ event })),
  );
  return stream;
}

export function edit(lanes: Lanes, stream: string, amount: number, at: number): Promise<unknown> {
  const budgetId = stream.slice('budget-'.length);
  const funding = { other: `${amount}.${10 + at}` };
  const edits: BudgetEdit[] = [{ type: 'ReviseFunding', projectId: `project-${at}`, funding }];
  return lanes.run(stream, intent(), (state) =>
    decide({ type: 'EditBudget', by, budgetId, expectedVersion: null, edits }, state).map((event) => ({ event })),
  );
}

/** Ids of commands and requests are the client's to make. */
const clientIds = Array.from({ length: 40_000 }, () => uuidv7());
let taken = 0;

function intent(): Intent {
  const actor = { id: 'finance', role: 'finance', unit: null, onBehalfOf: null };
  const id = clientIds[(taken += 1)] ?? uuidv7();
  return {
    actor,
    reason: '压减支出',
    basisDocument: null,
    commandId: id,
    commandHash: 'a'.repeat(64),
    correlationId: id,
    causationId: null,
    source: { kind: 'api' },
  };
}

/** As long as a small edit's event is. */
export function bodyOf(id: string): string {
  const data = { projectId: id, funding: { other: '64.70' } };
  const envelope = { ...intent(), id, type: 'ProjectFundingRevised', stream: `budget-${id}`, revision: 1, version: 2 };
  return JSON.stringify({ ...envelope, schemaVersion: 1, endsSave: true, recordedAt: new Date(0).toISOString(), data });
}

export function lanesOn(store: EventStore): Lanes {
  return commandLanes({
    store,
    readModel: { snapshot: async () => null },
    outcomes: { of: async () => null },
    newId: () => uuidv7(),
    now: () => new Date().toISOString(),
  });
}
