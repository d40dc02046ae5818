import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BudgetEdit } from '../../events/budget/budget.commands.js';
import { decide } from '../../events/budget/budget.decide.js';
import type { BudgetState, OpenBudgetState } from '../../events/budget/budget.state.js';
import { absentBudget, versionIn } from '../../events/budget/budget.state.js';
import { draftStream } from '../../events/identity.js';
import type { CommandLanes, SourcedEvent, Intent } from '../../src/app/command-lanes.js';
import { commandLanes } from '../../src/app/command-lanes.js';
import { loadBudget } from '../../src/app/load-budget.js';
import type { EventStore } from '../../src/ports/event-store.js';
import { RevisionConflict } from '../../src/ports/event-store.js';
import { addProject, editing } from '../support/given-when-then/budget-builders.js';
import { draftOpened, hospitalBase } from '../support/given-when-then/drafts.js';
import type { ScratchFolder } from '../support/ledgers/scratch-folder.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import { stampOf } from '../support/random/edits.js';
import { sampleSave } from '../support/given-when-then/stored-event.js';
import type { StoredTables } from '../support/ledgers/stored-tables.js';
import { budget, draft, snapshotsOf, storedTables } from '../support/ledgers/stored-tables.js';

let folder: ScratchFolder;
let tables: StoredTables;
let lanes: CommandLanes;
let asked = 0;

beforeEach(async () => {
  folder = openFolder();
  tables = await storedTables(folder);
  lanes = lanesOn(tables.store);
});
afterEach(() => folder.leave());

function lanesOn(store: EventStore, cachedRows?: number): CommandLanes {
  const outcomes = { of: async () => null };
  const tools = { store, outcomes, readModel: snapshotsOf(), newId: randomUUID, now: () => stampOf(200).recordedAt };
  return commandLanes(cachedRows === undefined ? tools : { ...tools, cachedRows });
}

function intent(): Intent {
  const { actor, reason, basisDocument, commandHash, correlationId, causationId, source } = sampleSave;
  const commandId = `asked-${(asked += 1)}`;
  return { actor, reason, basisDocument, commandId, commandHash, correlationId, causationId, source };
}

const facts =
  (...edits: BudgetEdit[]) =>
  (state: BudgetState): SourcedEvent[] =>
    decide(editing(...edits), state).map((event) => ({ event }));
const rename = (name: string, projectId = 'ward') => facts({ type: 'RenameProject', projectId, name });
const open = (draftId = 'draft-1', base = hospitalBase, on = lanes) =>
  on.begin(draftStream(draftId), 0, intent(), [{ event: draftOpened({ draftId, base }) }]);

const stateOf = async (stream: string, on = lanes) => (await on.peek(stream)) as OpenBudgetState;
const nameOf = async (stream: string, on = lanes) => (await stateOf(stream, on)).projects.get('ward')?.name;
const stored = async (stream: string) =>
  (await loadBudget(stream, { events: tables.store, snapshots: snapshotsOf() })).state;

describe('opening a draft', () => {
  it('is the first save of its stream, of version 0, and reads no table', async () => {
    const read: string[] = [];
    const { store } = tables;
    const readStream: EventStore['readStream'] = (stream, ...of) => {
      read.push(stream);
      return store.readStream(stream, ...of);
    };
    const { outcome } = await open('draft-1', hospitalBase, lanesOn({ ...store, readStream }));
    expect(outcome).toMatchObject({ stream: draft, version: 0, firstRevision: 0, lastRevision: 0 });
    expect(read).toEqual([]);
  });

  it('is seen at once, also by one who had asked for the draft before it was there', async () => {
    expect(await lanes.peek(draft)).toEqual(absentBudget);
    await open();
    expect(await lanes.peek(draft)).toMatchObject({ version: 0, draft: { id: 'draft-1', status: 'OPEN' } });
  });

  it('of a stream that there is already is a conflict, and changes nothing', async () => {
    await open();
    await lanes.run(draft, intent(), rename('病房'));
    await expect(open()).rejects.toThrow(RevisionConflict);
    expect(await stateOf(draft)).toMatchObject({ version: 1 });
  });

  it('shares the rows of the budget that is in memory', async () => {
    const of = await stateOf(budget);
    await open();
    expect((await stateOf(draft)).projects).toBe(of.projects);
  });
});

describe('a draft’s lane', () => {
  it('counts its own versions, and stamps what it changes as the draft’s', async () => {
    await open();
    const { outcome } = await lanes.run(draft, intent(), rename('病房'));
    expect(outcome).toMatchObject({ stream: draft, version: 1, firstRevision: 1 });
    const state = await stateOf(draft);
    const [ward, lab] = ['ward', 'lab'].map((id) => state.projects.get(id)?.stamp ?? state.stamp) as [never, never];
    expect([versionIn(state, ward), versionIn(state, lab)]).toEqual([1, 0]);
    expect(await stored(draft)).toEqual(state);
  });

  it('is decided beside its budget’s and another draft’s, none seeing what the others do', async () => {
    await open('draft-1');
    await open('draft-2');
    const streams = [budget, draftStream('draft-1'), draftStream('draft-2')];
    const turns = Array.from({ length: 10 }, (_, turn) => turn);
    const add = (stream: string, turn: number) => facts(addProject(`${stream} ${turn}`));
    await Promise.all(turns.flatMap((turn) => streams.map((stream) => lanes.run(stream, intent(), add(stream, turn)))));
    for (const [index, stream] of streams.entries()) {
      const state = await stateOf(stream);
      expect(state.version).toBe(index === 0 ? 13 : 10);
      const ofAll = ['ward', 'lab', ...turns.map((turn) => `${stream} ${turn}`)];
      expect([...state.projects.keys()].sort()).toEqual(ofAll.sort());
      expect(await stored(stream)).toEqual(state);
    }
  });

  it('opens on what its budget was, whatever that is by now', async () => {
    await lanes.run(budget, intent(), rename('后来'));
    await open();
    expect(await nameOf(draft)).toBe('ward');
    await lanes.run(draft, intent(), rename('草案'));
    await lanes.run(budget, intent(), rename('再后来'));
    expect([await nameOf(draft), await nameOf(budget)]).toEqual(['草案', '再后来']);
  });

  it('and its budget’s are in memory side by side, however little of it there is', async () => {
    const few = lanesOn(tables.store, 1);
    await open();
    await Promise.all([few.peek(budget), few.peek(draft)]);
    expect([few.held(budget), few.held(draft)]).toEqual([await stored(budget), await stored(draft)]);
    await few.run(draft, intent(), rename('病房'));
    expect(few.held(budget)).not.toBeNull();
  });
});

describe('a budget’s save that is still on its way', () => {
  /** Of a process whose appends wait until they are let through. */
  function slowly(): { lanes: CommandLanes; letThrough: () => void } {
    let letThrough = () => {};
    const gate = new Promise<void>((resolve) => (letThrough = resolve));
    const append: EventStore['append'] = async (save) => {
      await gate;
      return tables.store.append(save);
    };
    return { lanes: lanesOn({ ...tables.store, append }), letThrough };
  }

  it('is no draft’s base where another save came before it', async () => {
    const slow = slowly();
    await slow.lanes.peek(budget);
    const late = slow.lanes.run(budget, intent(), rename('迟到'));
    await lanes.run(budget, intent(), rename('先到'));
    await open('draft-1', { ...hospitalBase, version: 4, revision: 5 });
    const seen = nameOf(draft, slow.lanes);
    slow.letThrough();
    expect(await seen).toBe('先到');
    await late;
    expect(await nameOf(budget, slow.lanes)).toBe('迟到');
    expect(await nameOf(draft, slow.lanes)).toBe('先到');
  });
});
