import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { BudgetEdit } from '../events/budget/budget.commands.js';
import { decide } from '../events/budget/budget.decide.js';
import type { NewSave } from '../src/ports/event-store.js';
import { openSqliteEventStore } from '../src/adapters/event-store/sqlite/index.js';
import type { Intent } from '../src/app/command-lanes.js';
import { commandLanes } from '../src/app/command-lanes.js';
import { budgetStream } from '../events/identity.js';
import { temporaryDirectory } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { leafHash } from '../events/leaf-hash.js';
import { measureInTurn, milliseconds } from './support/measure.js';

const by = { role: 'finance', actorId: 'finance', onBehalfOf: null, unit: null };

const atOnce = 64;
const oneByOne = 64;
const turns = 8;

/** Durable appends against the floor that the machine sets: the same bytes, written and synced one after the other. */
export async function append(): Promise<Figure[]> {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'events'));
  const store = await openSqliteEventStore(join(directory, 'events'));
  const floor = openSync(join(directory, 'floor'), 'a');
  const body = bodyOf(uuidv7());
  const bytes = Buffer.from(body);
  const lanes = commandLanes({
    store,
    readModel: { snapshot: async () => null },
    outcomes: { of: async () => null },
    newId: () => uuidv7(),
    now: () => new Date().toISOString(),
  });
  try {
    const stream = await openBudget(lanes);
    const ms = await measureInTurn(
      {
        floor: () => {
          for (let turn = 0; turn < oneByOne; turn += 1) {
            writeSync(floor, bytes);
            fdatasyncSync(floor);
          }
        },
        one: async () => {
          for (let turn = 0; turn < oneByOne; turn += 1) await store.append(saveOf(body));
        },
        many: async () => {
          for (let turn = 0; turn < turns; turn += 1) {
            await Promise.all(Array.from({ length: atOnce }, () => store.append(saveOf(body))));
          }
        },
        budget: async (round) => {
          for (let turn = 0; turn < turns; turn += 1) {
            const amount = (round + 1) * turns + turn + 1;
            await Promise.all(Array.from({ length: atOnce }, (_, at) => edit(lanes, stream, amount, at)));
          }
        },
      },
      60,
    );
    const floorEach = ms.floor / oneByOne;
    const times = (total: number, count: number) => floorEach / (total / count);
    const against = `floor ${milliseconds(floorEach)} for ${bytes.length} bytes`;
    return [
      {
        name: 'durable appends one at a time ÷ write + fdatasync',
        value: times(ms.one, oneByOne),
        bound: '≥ 0.35',
        detail: `${milliseconds(ms.one / oneByOne)} each, ${against}`,
      },
      {
        name: 'durable appends 64 at once ÷ write + fdatasync',
        value: times(ms.many, turns * atOnce),
        bound: '≥ 6',
        detail: `${milliseconds(ms.many / turns / atOnce)} each, ${against}`,
      },
      {
        name: '64 edits of one budget at once ÷ write + fdatasync',
        value: times(ms.budget, turns * atOnce),
        bound: '≥ 4',
        detail: `${milliseconds(ms.budget / turns / atOnce)} each, decided and durable, ${against}`,
      },
    ];
  } finally {
    closeSync(floor);
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

type Lanes = ReturnType<typeof commandLanes>;

async function openBudget(lanes: Lanes): Promise<string> {
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

function edit(lanes: Lanes, stream: string, amount: number, at: number): Promise<unknown> {
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
function bodyOf(id: string): string {
  const data = { projectId: id, funding: { other: '64.70' } };
  const envelope = { ...intent(), id, type: 'ProjectFundingRevised', stream: `budget-${id}`, revision: 1, version: 2 };
  return JSON.stringify({ ...envelope, schemaVersion: 1, endsSave: true, recordedAt: new Date(0).toISOString(), data });
}

function saveOf(body: string): NewSave {
  const id = uuidv7();
  return {
    stream: `budget-${id}`,
    expectedRevision: -1,
    version: 1,
    commandId: id,
    commandHash: 'a'.repeat(64),
    events: [{ id, type: 'ProjectFundingRevised', body, leafHash: leafHash(body) }],
  };
}
