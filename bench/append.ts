import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { NewSave } from '../src/ports/event-store.js';
import { openSqliteEventStore } from '../src/adapters/event-store/sqlite/index.js';
import { temporaryDirectory } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { leafHash } from '../events/leaf-hash.js';
import { measureInTurn, milliseconds } from './support/measure.js';
import { atOnce, bodyOf, edit, lanesOn, openBudget } from './support/small-edits.js';

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
  const lanes = lanesOn(store);
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
