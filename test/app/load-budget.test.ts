import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { toSnapshot } from '../../events/budget/budget.snapshot.js';
import type { BudgetState, OpenBudgetState } from '../../events/budget/budget.state.js';
import { absentBudget } from '../../events/budget/budget.state.js';
import type { LoadedFrom } from '../../src/app/load-budget.js';
import { loadBudget } from '../../src/app/load-budget.js';
import { fact } from '../support/given-when-then/budget-builders.js';
import { stateAfter } from '../support/given-when-then/decider-spec.js';
import type { DraftSave } from '../support/given-when-then/drafts.js';
import { by, draftOf, draftOpened } from '../support/given-when-then/drafts.js';
import { hospitalBudget } from '../support/given-when-then/every-edit.js';
import type { ScratchFolder } from '../support/ledgers/scratch-folder.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import type { StoredTables } from '../support/ledgers/stored-tables.js';
import { budget, draft, snapshotsOf, storedTables } from '../support/ledgers/stored-tables.js';

const renamed = (projectId: string, name: string) => fact('ProjectRenamed', { projectId, name });
const opening = by('opener', draftOpened());
const own: DraftSave[] = [
  by('drafter', renamed('lab', '检验科'), fact('ProjectWithdrawn', { projectId: 'lab' })),
  { ...by('clerk', renamed('lab', '检验中心')), onBehalfOf: 'drafter' },
];
const later = [renamed('ward', '病房'), renamed('lab', '实验室')];
const base = stateAfter(...hospitalBudget);
const expected = draftOf(base, draftOpened(), ...own);

let folder: ScratchFolder;
let tables: StoredTables;
/** Which streams were read, and from which revision. */
let reads: [stream: string, from: number][];

/** A budget, a draft on its version 3, two later saves of the budget, and the draft's own. */
beforeEach(async () => {
  folder = openFolder();
  tables = await storedTables(folder);
  await tables.draft('draft-1', opening);
  await tables.budget(...later);
  await tables.draft('draft-1', ...own);
  reads = [];
});
afterEach(() => folder.leave());

function from(more: Partial<LoadedFrom> = {}): LoadedFrom {
  const { store } = tables;
  return {
    events: {
      readStream(stream, revision, limit) {
        reads.push([stream, revision]);
        return store.readStream(stream, revision, limit);
      },
    },
    snapshots: snapshotsOf(),
    ...more,
  };
}

const snapshot = (stream: string, revision: number, state: BudgetState) =>
  snapshotsOf({ stream, revision, body: toSnapshot(state) });

describe('the state of a draft', () => {
  it('is its base, as that stood, and what was done in it', async () => {
    const loaded = await loadBudget(draft, from());
    expect(loaded).toEqual({ state: expected, revision: 3, snapshotRevision: -1, sharesWith: null });
  });

  it('at an earlier revision is what it was', async () => {
    const at = async (revision: number) => (await loadBudget(draft, from(), revision)).state;
    expect(await at(0)).toEqual(draftOf(base, draftOpened()));
    expect(await at(2)).toEqual(draftOf(base, draftOpened(), ...own.slice(0, 1)));
    expect(await at(-1)).toEqual(absentBudget);
  });

  it('moves with no save of the budget', async () => {
    await tables.budget(renamed('lab', '又一个'));
    expect((await loadBudget(draft, from())).state).toEqual(expected);
  });

  it('begins with a snapshot of its budget from before it was opened', async () => {
    const early = stateAfter(...hospitalBudget.slice(0, 2));
    const loaded = await loadBudget(draft, from({ snapshots: snapshot(budget, 2, early) }));
    expect(loaded).toMatchObject({ state: expected, revision: 3, snapshotRevision: -1 });
    expect(reads).toContainEqual([budget, 3]);
    expect(reads).not.toContainEqual([budget, 0]);
  });

  it('takes nothing from a snapshot of its budget from later on', async () => {
    const late = stateAfter(...hospitalBudget, ...later);
    const { state } = await loadBudget(draft, from({ snapshots: snapshot(budget, 6, late) }));
    expect(state).toEqual(expected);
    expect(reads).toContainEqual([budget, 0]);
  });

  it('is read from its own snapshot without its budget', async () => {
    const earlier = draftOf(base, draftOpened(), ...own.slice(0, 1));
    const loaded = await loadBudget(draft, from({ snapshots: snapshot(draft, 2, earlier) }));
    expect(loaded).toEqual({ state: expected, revision: 3, snapshotRevision: 2, sharesWith: null });
    expect(reads).toEqual([[draft, 3]]);
  });
});

describe('a draft whose base is at hand', () => {
  const asked: [string, number][] = [];
  const held = (state: BudgetState | null) => (stream: string, revision: number) => {
    asked.push([stream, revision]);
    return state;
  };
  beforeEach(() => void asked.splice(0));

  it('shares its rows, but for those that it changed, and reads nothing of its budget', async () => {
    const loaded = await loadBudget(draft, from({ held: held(base) }));
    expect(loaded).toEqual({ state: expected, revision: 3, snapshotRevision: -1, sharesWith: budget });
    const state = loaded.state as OpenBudgetState;
    const of = base as OpenBudgetState;
    expect(state.fundUsers).toBe(of.fundUsers);
    expect(state.projects.get('ward')).toBe(of.projects.get('ward'));
    expect(reads.map(([stream]) => stream)).toEqual([draft]);
  });

  it('asks for the budget at exactly the revision that it was opened on, and reads it where that is not at hand', async () => {
    const loaded = await loadBudget(draft, from({ held: held(null) }));
    expect(asked).toEqual([[budget, 4]]);
    expect(loaded).toMatchObject({ state: expected, sharesWith: null });
    expect(reads).toContainEqual([budget, 0]);
  });

  it('waits for a state that is still on its way', async () => {
    const loaded = await loadBudget(draft, from({ held: async () => base }));
    expect(loaded).toMatchObject({ state: expected, sharesWith: budget });
  });
});

describe('the state of a budget', () => {
  it('knows nothing of its drafts’ edits', async () => {
    expect((await loadBudget(budget, from())).state).toEqual(stateAfter(...hospitalBudget, ...later));
  });

  it('of which nothing is recorded is absent, as is a draft’s', async () => {
    for (const stream of ['budget-unknown', 'draft-unknown']) {
      expect(await loadBudget(stream, from())).toMatchObject({ state: absentBudget, revision: -1 });
    }
  });
});
